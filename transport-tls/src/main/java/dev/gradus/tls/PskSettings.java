package dev.gradus.tls;

import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.tls.TlsPsk.Version;
import java.util.List;

/** The settings of a pre-shared key. */
final class PskSettings {

    private static final SettingKey FILE = new SettingKey(
            "psk-file", "file with the pre-shared key, as mosquitto's psk_file, in place of a certificate");
    private static final SettingKey IDENTITY =
            new SettingKey("psk-identity", "the name that the broker has the pre-shared key under");
    private static final SettingKey VERSION =
            new SettingKey("psk-version", "the one version that the pre-shared key is for: 1.3 (default) or 1.2");
    private static final SettingKey NO_FORWARD_SECRECY = new SettingKey(
            "psk-allow-no-forward-secrecy", "true offers TLS 1.2 with the key alone too, for brokers without ECDHE");
    private static final SettingKey CBC = new SettingKey(
            "psk-allow-cbc-with-encrypt-then-mac", "true offers TLS 1.2 with AES-CBC too, for brokers without AEAD");

    static final List<SettingKey> KEYS = List.of(FILE, IDENTITY, VERSION, NO_FORWARD_SECRECY, CBC);

    private PskSettings() {}

    static boolean areIn(Settings settings) {
        return KEYS.stream().anyMatch(key -> settings.optional(key).isPresent());
    }

    static TlsPsk create(Settings settings) {
        for (SettingKey other : TlsSettings.KEYS) {
            if (settings.optional(other).isPresent()) {
                throw new IllegalArgumentException(
                        "either the broker's certificate or a pre-shared key is needed, found " + other.name()
                                + " beside " + FILE.name() + ", or another setting of its kind: leave one out");
            }
        }
        boolean withoutForwardSecrecy = settings.flag(NO_FORWARD_SECRECY);
        boolean cbc = settings.flag(CBC);
        Version version = version(settings);
        TlsPsk.Builder builder = TlsPsk.builder(settings.requiredPath(FILE), settings.required(IDENTITY))
                .version(version);
        if (withoutForwardSecrecy) {
            builder.allowNoForwardSecrecy();
        }
        if (cbc) {
            builder.allowCbcWithEncryptThenMac();
        }
        return builder.build();
    }

    private static Version version(Settings settings) {
        String text = settings.optional(VERSION).orElse("1.3");
        return switch (text) {
            case "1.3" -> Version.TLS_1_3;
            case "1.2" -> Version.TLS_1_2;
            default ->
                throw new IllegalArgumentException(
                        "the setting " + VERSION.name() + " is 1.3 or 1.2, found '" + text + "'");
        };
    }
}
