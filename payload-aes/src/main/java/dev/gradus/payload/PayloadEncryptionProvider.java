package dev.gradus.payload;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ReplayStore;
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

    private static final SettingKey REPLAY_STORE = new SettingKey(
            "replay-store", "where to keep what was taken, needed to open: memory, which ends with the process");

    /** For {@link java.util.ServiceLoader}. */
    public PayloadEncryptionProvider() {}

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2;
    }

    @Override
    public List<SettingKey> keys() {
        return List.of(KEYSET_FILE, SENDER_ID, REPLAY_STORE);
    }

    @Override
    public PayloadEncryption create(Settings settings) {
        PayloadEncryptionBuilder builder = PayloadEncryption.builder(KeysetFile.at(settings.requiredPath(KEYSET_FILE)));
        settings.optional(SENDER_ID).ifPresent(builder::senderId);
        settings.optional(REPLAY_STORE).map(PayloadEncryptionProvider::store).ifPresent(builder::replay);
        return builder.build();
    }

    private static ReplayStore store(String text) {
        if (!text.equals("memory")) {
            throw new IllegalArgumentException("the setting replay-store is memory, found '" + text
                    + "': what was taken is forgotten then when the process ends");
        }
        return ReplayStore.inMemory();
    }
}
