package dev.gradus.tls;

import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@link TlsBuilder} takes, by name. */
final class TlsSettings {

    private static final SettingKey CA_FILE =
            new SettingKey("ca-file", "PEM file with the certificates of the CAs that the broker's has to come from");
    private static final SettingKey TRUST_STORE_FILE = new SettingKey(
            "trust-store-file",
            "the same in PKCS#12, or in JKS if the name ends in .jks; needs trust-store-password-file");
    private static final SettingKey TRUST_STORE_PASSWORD_FILE =
            new SettingKey("trust-store-password-file", "the file that holds the trust store's password");
    private static final SettingKey CLIENT_CERTIFICATE_FILE = new SettingKey(
            "client-certificate-file",
            "PEM file with the client's certificate, and its CAs after it; needs client-key-file");
    private static final SettingKey CLIENT_KEY_FILE =
            new SettingKey("client-key-file", "PEM file with the client's private key, its owner's alone");
    private static final SettingKey CLIENT_STORE_FILE = new SettingKey(
            "client-store-file", "the client's certificate and key in PKCS#12; needs client-key-password-file");
    private static final SettingKey CLIENT_KEY_PASSWORD_FILE = new SettingKey(
            "client-key-password-file", "the file that holds the password of client-key-file or client-store-file");
    private static final SettingKey CRL_FILE = new SettingKey(
            "crl-file",
            "CRLs of all CAs in the broker's path, in PEM or DER; a missing or expired one refuses the broker");
    private static final SettingKey PINS = new SettingKey(
            "pins", "SHA-256 of public keys in base 64, joined by commas, one of which has to be in the broker's path");
    private static final SettingKey VERIFY_AS =
            new SettingKey("verify-as", "the name that the broker's certificate is to be for, in place of its address");
    private static final SettingKey ALPN =
            new SettingKey("alpn", "protocols to ask for in the handshake, joined by commas");
    private static final SettingKey TLS_VERSION =
            new SettingKey("tls-version", "the oldest version of TLS to speak, 1.2 (default) or 1.3");
    private static final SettingKey SESSION_LIFETIME =
            new SettingKey("session-lifetime", "seconds that a TLS session may be resumed, 0 to 86400; default 86400");
    private static final SettingKey HANDSHAKE_TIMEOUT =
            new SettingKey("handshake-timeout", "seconds that a TLS handshake may take, 1 to 3600; default 30");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final String COMMA = ",";

    static final List<SettingKey> KEYS = List.of(
            CA_FILE,
            TRUST_STORE_FILE,
            TRUST_STORE_PASSWORD_FILE,
            CLIENT_CERTIFICATE_FILE,
            CLIENT_KEY_FILE,
            CLIENT_STORE_FILE,
            CLIENT_KEY_PASSWORD_FILE,
            CRL_FILE,
            PINS,
            VERIFY_AS,
            ALPN,
            TLS_VERSION,
            SESSION_LIFETIME,
            HANDSHAKE_TIMEOUT);

    private final Settings settings;

    private TlsSettings(Settings settings) {
        this.settings = settings;
    }

    /** The strategy that the settings ask for. */
    static Tls read(Settings settings) {
        return new TlsSettings(settings).read();
    }

    private Tls read() {
        TlsBuilder builder = Tls.builder().trust(trust());
        client().ifPresent(builder::client);
        path(CRL_FILE).ifPresent(builder::crls);
        list(PINS).ifPresent(builder::pins);
        settings.optional(VERIFY_AS).ifPresent(builder::verifyAs);
        list(ALPN).ifPresent(builder::applicationProtocols);
        settings.optional(TLS_VERSION).map(TlsSettings::version).ifPresent(builder::minimumVersion);
        seconds(SESSION_LIFETIME).ifPresent(builder::sessionLifetime);
        seconds(HANDSHAKE_TIMEOUT).ifPresent(builder::handshakeTimeout);
        return builder.build();
    }

    private Trust[] trust() {
        List<Trust> sources = new ArrayList<>();
        path(TRUST_STORE_FILE).ifPresent(file -> sources.add(store(file)));
        if (sources.isEmpty() || isGiven(CA_FILE)) {
            sources.add(0, Trust.pem(settings.requiredPath(CA_FILE)));
        }
        return sources.toArray(Trust[]::new);
    }

    private Trust store(Path file) {
        boolean jks = file.toString().toLowerCase(Locale.ROOT).endsWith(".jks");
        return Trust.store(
                jks ? StoreFile.Kind.JKS : StoreFile.Kind.PKCS12,
                file,
                Passphrase.inFile(settings.requiredPath(TRUST_STORE_PASSWORD_FILE)));
    }

    private Optional<ClientCertificate> client() {
        if (isGiven(CLIENT_STORE_FILE)) {
            refuseBoth(CLIENT_CERTIFICATE_FILE);
            refuseBoth(CLIENT_KEY_FILE);
            return path(CLIENT_STORE_FILE)
                    .map(file -> ClientCertificate.pkcs12(
                            file, Passphrase.inFile(settings.requiredPath(CLIENT_KEY_PASSWORD_FILE))));
        }
        if (!isGiven(CLIENT_CERTIFICATE_FILE) && !isGiven(CLIENT_KEY_FILE) && !isGiven(CLIENT_KEY_PASSWORD_FILE)) {
            return Optional.empty();
        }
        return Optional.of(ClientCertificate.pem(
                settings.requiredPath(CLIENT_CERTIFICATE_FILE),
                settings.requiredPath(CLIENT_KEY_FILE),
                path(CLIENT_KEY_PASSWORD_FILE).map(Passphrase::inFile).orElse(Passphrase.none())));
    }

    private void refuseBoth(SettingKey other) {
        if (isGiven(other)) {
            throw new IllegalArgumentException("the client's certificate comes from " + CLIENT_STORE_FILE.name()
                    + " or from PEM files, found " + other.name() + " too: leave one out");
        }
    }

    private boolean isGiven(SettingKey key) {
        return settings.optional(key).isPresent();
    }

    private Optional<Path> path(SettingKey key) {
        return isGiven(key) ? Optional.of(settings.requiredPath(key)) : Optional.empty();
    }

    private Optional<String[]> list(SettingKey key) {
        return settings.optional(key)
                .map(text -> Pattern.compile(COMMA)
                        .splitAsStream(text)
                        .map(String::strip)
                        .toArray(String[]::new));
    }

    private Optional<Duration> seconds(SettingKey key) {
        return settings.optional(key).map(text -> {
            if (!NUMBER.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "the setting " + key.name() + " is a number of seconds, found '" + text + "'");
            }
            return Duration.ofSeconds(Integer.parseInt(text));
        });
    }

    private static TlsVersion version(String text) {
        return switch (text) {
            case "1.2" -> TlsVersion.TLS_1_2;
            case "1.3" -> TlsVersion.TLS_1_3;
            default ->
                throw new IllegalArgumentException("the setting " + TLS_VERSION.name() + " is 1.2 or 1.3, found '"
                        + text + "': older versions are not spoken");
        };
    }
}
