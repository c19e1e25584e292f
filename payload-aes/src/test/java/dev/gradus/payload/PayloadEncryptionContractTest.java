package dev.gradus.payload;

import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.ReplayStore;
import dev.gradus.testkit.PayloadSecurityContract;

class PayloadEncryptionContractTest extends PayloadSecurityContract {

    @Override
    protected PayloadSecurity strategy() {
        return PayloadEncryption.builder(Example.keyset())
                .replay(ReplayStore.inMemory())
                .build();
    }

    @Override
    protected byte[] key() {
        return Example.material();
    }
}
