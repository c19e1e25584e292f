package dev.gradus.payload;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.util.List;

/** Makes L2 from settings. Stateless. */
public final class PayloadEncryptionProvider implements StrategyProvider {

    private static final SettingKey KEYSET_FILE =
            new SettingKey("keyset-file", "the file with the keys that payloads are sealed with");
    private static final SettingKey SENDER_ID =
            new SettingKey("sender-id", "the name to seal under, 1 to 32 bytes; the client id if left out");

    /** For {@link java.util.ServiceLoader}. */
    public PayloadEncryptionProvider() {}

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2;
    }

    @Override
    public List<SettingKey> keys() {
        return List.of(KEYSET_FILE, SENDER_ID);
    }

    @Override
    public PayloadEncryption create(Settings settings) {
        PayloadEncryption strategy = PayloadEncryption.with(Keyset.load(settings.requiredPath(KEYSET_FILE)));
        return settings.optional(SENDER_ID).map(strategy::senderId).orElse(strategy);
    }
}
