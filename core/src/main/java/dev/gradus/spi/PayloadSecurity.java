package dev.gradus.spi;

import dev.gradus.security.Footprint;
import dev.gradus.security.Form;

/** L2: payloads sealed by the publisher and opened by the subscriber. Implementations are safe for many threads. */
public non-sealed interface PayloadSecurity extends SecurityStrategy {

    /**
     * A session for one connection: seals as the client named, and shares keys and what is known of other senders with
     * all other sessions of this strategy.
     *
     * @param clientId the client's id; empty if it has none of its own
     * @param role what the client does
     * @return what seals and opens while the connection lasts
     * @throws IllegalArgumentException if the strategy was not set up for the role, or needs an identity and the id can't
     *     serve as one
     */
    PayloadSession session(String clientId, Role role);

    /**
     * What sealing a live payload needs, so that a limit can be checked before anything is allocated.
     *
     * @param form how the message lies in memory
     * @param size the plaintext's size in bytes, 0 or more
     * @return the buffers that are held at once, and the size on the wire
     * @throws IllegalArgumentException if the size is negative, or the sealed payload would be over 2,147,483,647 bytes
     */
    Footprint footprint(Form form, int size);

    /**
     * Whether several receivers may open what one subscription brings to all of them together ({@code $share}), which
     * takes a common memory of what was opened.
     *
     * @return whether they may
     */
    boolean opensShared();
}
