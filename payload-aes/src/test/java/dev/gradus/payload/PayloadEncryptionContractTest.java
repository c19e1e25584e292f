package dev.gradus.payload;

import dev.gradus.spi.PayloadSecurity;
import dev.gradus.testkit.PayloadSecurityContract;

class PayloadEncryptionContractTest extends PayloadSecurityContract {

    @Override
    protected PayloadSecurity strategy() {
        return PayloadEncryption.with(Example.keyset());
    }

    @Override
    protected byte[] key() {
        return Example.material();
    }
}
