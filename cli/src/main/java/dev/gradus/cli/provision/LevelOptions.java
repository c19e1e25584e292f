package dev.gradus.cli.provision;

import dev.gradus.payload.Keyset;
import dev.gradus.provision.Connection;
import dev.gradus.provision.Provisioning;
import dev.gradus.security.SecurityLevel;
import dev.gradus.security.SecurityLevels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For which levels files are made. */
final class LevelOptions {

    /** How L3 is done. */
    enum Tls {
        certificates(Connection.CERTIFICATES),
        mutual(Connection.MUTUAL),
        psk(Connection.PRESHARED_KEYS);

        private final Connection connection;

        Tls(Connection connection) {
            this.connection = connection;
        }
    }

    @Option(names = "--level", required = true, description = "L0 (or NONE), or L1, L2, L3 joined by +")
    private String level = "";

    @Option(
            names = "--tls",
            paramLabel = "HOW",
            description = "how L3 is done: certificates, mutual (the clients' too) or psk; default certificates")
    private @Nullable Tls tls;

    SecurityLevels levels() {
        return SecurityLevels.parse(level.equals("L0") ? SecurityLevel.L0.label() : level);
    }

    Connection connection() {
        SecurityLevels levels = levels();
        if (!levels.has(SecurityLevel.L3)) {
            if (tls != null) {
                throw new IllegalArgumentException("--tls says how L3 is done, found level " + levels
                        + ": add L3 to the level, or leave --tls out");
            }
            return Connection.CLEAR;
        }
        return tls == null ? Connection.CERTIFICATES : tls.connection;
    }

    Provisioning provisioning() {
        Provisioning provisioning = Provisioning.over(connection());
        return levels().has(SecurityLevel.L1) ? provisioning.passwords() : provisioning;
    }

    /** Writes all, with keys for payloads where the level has them; gives the settings of each client. */
    List<Path> write(Provisioning provisioning, Path folder) throws IOException {
        if (!levels().has(SecurityLevel.L2)) {
            return provisioning.write(folder);
        }
        try (Keyset keyset = Keyset.generate()) {
            return provisioning.keyset(keyset::write).write(folder);
        }
    }
}
