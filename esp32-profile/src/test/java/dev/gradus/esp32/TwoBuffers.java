package dev.gradus.esp32;

import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.PayloadSession;
import dev.gradus.spi.Role;
import java.util.List;

/** Needs what the source's scheme needs: the plaintext, and an IV with AES-CBC blocks padded by PKCS#7. Seals nothing. */
final class TwoBuffers implements PayloadSecurity {

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2_UNAUTHENTICATED;
    }

    @Override
    public boolean opensShared() {
        return true;
    }

    @Override
    public PayloadSession session(String clientId, Role role) {
        throw new UnsupportedOperationException("only asked what it needs");
    }

    @Override
    public Footprint footprint(Form form, int size) {
        int sealed = (size / 16 + 1) * 16 + 16;
        boolean one = form == Form.IN_PLACE || size == 0;
        return new Footprint(one ? List.of(sealed) : List.of(size, sealed), sealed);
    }
}
