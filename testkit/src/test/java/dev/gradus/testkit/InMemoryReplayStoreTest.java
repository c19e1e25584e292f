package dev.gradus.testkit;

import dev.gradus.spi.ReplayStore;

class InMemoryReplayStoreTest extends ReplayStoreContract {

    @Override
    protected ReplayStore open() {
        return ReplayStore.inMemory();
    }
}
