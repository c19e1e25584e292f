package dev.gradus.testkit;

import dev.gradus.password.PasswordAuthenticationProvider;
import dev.gradus.spi.StrategyProvider;
import java.util.Map;

class PasswordAuthenticationProviderTest extends StrategyProviderContract {

    @Override
    protected StrategyProvider provider() {
        return new PasswordAuthenticationProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("username", "gh7", "password-file", "gh7.password");
    }
}
