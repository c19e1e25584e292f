package dev.gradus.engine;

import dev.gradus.internal.Require;
import dev.gradus.security.SecurityLevels;
import dev.gradus.spi.Authentication;
import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.SecurityStrategy;
import java.util.List;
import java.util.Optional;

/**
 * The strategies of one client, at most one of each kind.
 *
 * @param levels what they give together
 * @param authentication who the client is; empty if it does not say
 * @param connection how the connection is secured; empty if it is not
 * @param payload how payloads are sealed; empty if they are not
 */
public record Strategies(
        SecurityLevels levels,
        Optional<Authentication> authentication,
        Optional<ConnectionSecurity> connection,
        Optional<PayloadSecurity> payload) {

    /**
     * Sorts strategies by kind.
     *
     * @param given one or more
     * @return the strategies
     * @throws IllegalArgumentException if there are two of a kind, or L0 stands beside another
     */
    public static Strategies of(List<SecurityStrategy> given) {
        return new Strategies(
                SecurityLevels.of(given.stream().map(SecurityStrategy::level).toList()),
                only(Authentication.class, given),
                only(ConnectionSecurity.class, given),
                only(PayloadSecurity.class, given));
    }

    private static <T extends SecurityStrategy> Optional<T> only(Class<T> kind, List<SecurityStrategy> given) {
        List<T> found = given.stream().filter(kind::isInstance).map(kind::cast).toList();
        Require.argument(
                found.size() <= 1,
                () -> "a client has at most one strategy of each kind, found " + found.size() + " of "
                        + kind.getSimpleName() + ": " + found + "; keep one");
        return found.stream().findFirst();
    }
}
