package dev.gradus.modules;

import dev.gradus.ClientSettings;
import dev.gradus.SecureMqttClient;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.SettingKey;
import java.util.stream.Collectors;

/** Asks the library what it finds; run in a JVM of its own. */
final class Probe {

    private Probe() {}

    public static void main(String[] args) {
        // Without a transport this would fail.
        SecureMqttClient.builder("mqtt://localhost:1")
                .security(NoSecurity.unprotected())
                .build()
                .close();
        System.out.println(ClientSettings.class.getModule().isNamed() + " "
                + ClientSettings.keys().stream().map(SettingKey::name).collect(Collectors.joining(",")));
    }
}
