package dev.gradus.tls;

import dev.gradus.spi.StrategyProvider;
import dev.gradus.testkit.StrategyProviderContract;
import dev.gradus.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class TlsProviderContractTest extends StrategyProviderContract {

    @TempDir
    private Path folder;

    @Override
    protected StrategyProvider provider() {
        return new TlsProvider();
    }

    @Override
    protected Map<String, String> settings() throws IOException {
        Path file = folder.resolve("ca.crt");
        TestCertificates.create().authority().writeCertificate(file);
        return Map.of("ca-file", file.toString());
    }
}
