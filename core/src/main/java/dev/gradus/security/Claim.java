package dev.gradus.security;

/**
 * The hold on a payload that was opened and is now handled. Receiving has two phases, so that no message is lost and
 * none is taken twice unseen: opening claims the message's number, and one of these two calls settles the claim. Safe
 * for many threads; only the first call counts.
 */
public interface Claim {

    /**
     * The payload was handled: it is refused if it comes again. The message is acknowledged after this.
     *
     * @throws SecureMqttException if that can't be kept ({@code STORE_UNAVAILABLE}); the message is not acknowledged then
     */
    void commit();

    /**
     * The payload was not handled and will come again, as it is not acknowledged: it is then accepted with the mark
     * {@link Mark#POSSIBLY_REPEATED}.
     *
     * @throws SecureMqttException if that can't be kept ({@code STORE_UNAVAILABLE})
     */
    void release();

    /**
     * The claim of a scheme that knows no numbers.
     *
     * @return one that does nothing
     */
    static Claim none() {
        return NoClaim.INSTANCE;
    }
}
