package dev.gradus.esp32;

import dev.gradus.spi.Configuration;
import dev.gradus.spi.ResourceGuard;
import dev.gradus.testkit.ResourceGuardContract;
import org.junit.jupiter.api.Nested;

/** The profile is a resource guard with and without TLS. */
class Esp32ProfileContractTest {

    @Nested
    class SealedTest extends Contract {
        SealedTest() {
            super(Demands.L2);
        }
    }

    @Nested
    class SealedOverTlsTest extends Contract {
        SealedOverTlsTest() {
            super(Demands.L2_L3);
        }
    }

    abstract static class Contract extends ResourceGuardContract {

        private final Configuration configuration;

        Contract(Configuration configuration) {
            this.configuration = configuration;
        }

        @Override
        protected ResourceGuard guard() {
            return Esp32Profile.wroom();
        }

        @Override
        protected Configuration configuration() {
            return configuration;
        }

        @Override
        protected int passingBytes() {
            return 16_000;
        }

        @Override
        protected int neverPassingBytes() {
            return 80_000;
        }
    }
}
