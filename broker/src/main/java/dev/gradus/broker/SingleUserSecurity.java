package dev.gradus.broker;

import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Lets one user in at Artemis, who may do everything, and nobody else. Artemis asks it only if there is a user; it lets
 * nobody in if there is none.
 */
final class SingleUserSecurity implements ActiveMQSecurityManager5 {

    private final @Nullable Login login;

    SingleUserSecurity(Optional<Login> login) {
        this.login = login.orElse(null);
    }

    @Override
    @SuppressWarnings("NullAway") // Artemis has no annotations: null is its answer for a user who is refused.
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            @Nullable RemotingConnection connection,
            @Nullable String domain) {
        if (!validateUser(user, password)) {
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        return subject;
    }

    @Override
    public boolean authorize(
            @Nullable Subject subject, Set<Role> roles, CheckType checkType, @Nullable String address) {
        return subject != null;
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return login != null && login.matches(user, password);
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
        return validateUser(user, password);
    }
}
