package dev.gradus.engine;

import dev.gradus.internal.Require;
import dev.gradus.security.SecurityLevels;
import dev.gradus.spi.Authentication;
import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.spi.NoSecurity;
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
     * @throws IllegalArgumentException if there are two of a kind, L0 stands beside another, or one claims a level
     *     that its kind can't give
     */
    public static Strategies of(List<SecurityStrategy> given) {
        given.forEach(Strategies::checkLevel);
        return new Strategies(
                SecurityLevels.of(given.stream().map(SecurityStrategy::level).toList()),
                only(Authentication.class, given),
                only(ConnectionSecurity.class, given),
                only(PayloadSecurity.class, given));
    }

    /** A level that is claimed and not given would open what it is required for. */
    private static void checkLevel(SecurityStrategy strategy) {
        Class<? extends SecurityStrategy> kind = switch (strategy.level()) {
            case L0 -> NoSecurity.class;
            case L1 -> Authentication.class;
            case L2, L2_UNAUTHENTICATED -> PayloadSecurity.class;
            case L3 -> ConnectionSecurity.class;
        };
        Require.argument(
                kind.isInstance(strategy),
                () -> strategy.level().label() + " is given by a strategy of the kind " + kind.getSimpleName()
                        + ", found " + strategy + ": correct its level()");
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
