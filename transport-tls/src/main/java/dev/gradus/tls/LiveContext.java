package dev.gradus.tls;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The context that the files as they are now give. It is made anew when one of them has changed, or when its time is over,
 * and with it goes every session that could be resumed: what was trusted before vouches for nothing. While a file is broken
 * there is no context.
 * Safe for many threads.
 */
final class LiveContext {

    private final TlsSources sources;
    private final Duration lifetime;
    private final InstantSource clock;
    private TlsContext context;
    private String version;

    /**
     * Reads the files for the first time.
     *
     * @param lifetime how long sessions may be resumed; zero for never
     */
    LiveContext(TlsSources sources, Duration lifetime, InstantSource clock) {
        this.sources = sources;
        this.lifetime = lifetime;
        this.clock = clock;
        // Asked before reading: what changes in between is then read once more.
        this.version = sources.version();
        this.context = TlsContext.of(sources, lifetime, clock);
    }

    /** The context for one handshake. */
    synchronized TlsContext current() {
        String found = sources.version();
        if (!found.equals(version) || !context.isFresh(clock.instant())) {
            context = anew();
            version = found;
        }
        return context;
    }

    private TlsContext anew() {
        try {
            return TlsContext.of(sources, lifetime, clock);
        } catch (IllegalArgumentException e) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "a file has changed and is not used, nor is what it was before: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public synchronized String toString() {
        return context.toString();
    }
}
