package dev.gradus.payload;

import dev.gradus.spi.PayloadSecurity;
import dev.gradus.testkit.PayloadSecurityContract;

class UnauthenticatedAesCbcContractTest extends PayloadSecurityContract {

    @Override
    protected PayloadSecurity strategy() {
        return UnauthenticatedAesCbc.withCopyOf(key());
    }

    @Override
    protected byte[] key() {
        return Example.material();
    }
}
