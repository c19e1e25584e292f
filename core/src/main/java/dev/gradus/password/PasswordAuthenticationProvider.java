package dev.gradus.password;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.util.List;

/** Makes L1 from settings. Stateless. */
public final class PasswordAuthenticationProvider implements StrategyProvider {

    private static final SettingKey USERNAME = new SettingKey("username", "who connects");
    private static final SettingKey PASSWORD_FILE =
            new SettingKey("password-file", "the file that holds the password, read at each connect");

    /** For {@link java.util.ServiceLoader}. */
    public PasswordAuthenticationProvider() {}

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L1;
    }

    @Override
    public List<SettingKey> keys() {
        return List.of(USERNAME, PASSWORD_FILE);
    }

    @Override
    public PasswordAuthentication create(Settings settings) {
        return PasswordAuthentication.of(settings.required(USERNAME), settings.requiredPath(PASSWORD_FILE));
    }
}
