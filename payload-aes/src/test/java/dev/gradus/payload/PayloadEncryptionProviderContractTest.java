package dev.gradus.payload;

import dev.gradus.spi.StrategyProvider;
import dev.gradus.testkit.StrategyProviderContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class PayloadEncryptionProviderContractTest extends StrategyProviderContract {

    @TempDir
    private Path folder;

    @Override
    protected StrategyProvider provider() {
        return new PayloadEncryptionProvider();
    }

    @Override
    protected Map<String, String> settings() {
        Path file = folder.resolve("keyset.json");
        try (Keyset keyset = Keyset.generate()) {
            keyset.write(file);
        }
        return Map.of("keyset-file", file.toString(), "sender-id", "gh7", "replay-store", "memory");
    }
}
