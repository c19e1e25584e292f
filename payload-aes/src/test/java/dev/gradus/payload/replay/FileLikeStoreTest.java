package dev.gradus.payload.replay;

import dev.gradus.spi.ReplayStore;
import dev.gradus.testkit.ReplayStoreContract;

class FileLikeStoreTest extends ReplayStoreContract {

    private final FileLikeStore store = new FileLikeStore();

    @Override
    protected ReplayStore open() {
        return store;
    }
}
