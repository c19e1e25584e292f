package dev.gradus.testkit;

import dev.gradus.password.PasswordAuthentication;
import dev.gradus.spi.Authentication;

class PasswordAuthenticationTest extends AuthenticationContract {

    @Override
    protected Authentication strategy() {
        return PasswordAuthentication.of("gh7", "sesame"::toCharArray);
    }
}
