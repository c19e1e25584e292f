package dev.gradus.payload;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a key but the key itself.
 *
 * @param id 2 to 16 lower-case hexadecimal digits
 * @param form what the key is used for
 * @param algorithm the name in the IANA registry of COSE algorithms, such as {@code A128GCM}
 * @param state where the key is in its life
 * @param added when it came into its keyset; empty if nobody noted it
 * @param notBefore from when on it may be used; empty for no such limit
 * @param sealUntil from when on it does not seal any more; empty for no such limit
 * @param openUntil from when on it does not open any more either; empty for no such limit
 * @param topics filters of the topics that it is for; empty for all topics
 * @param senders ids of the senders that are admitted; empty for all senders
 */
public record KeyDescription(
        String id,
        Form form,
        String algorithm,
        State state,
        Optional<Instant> added,
        Optional<Instant> notBefore,
        Optional<Instant> sealUntil,
        Optional<Instant> openUntil,
        List<TopicFilter> topics,
        List<String> senders) {

    /**
     * Copies the lists.
     *
     * @param id as in the record
     * @param form as in the record
     * @param algorithm as in the record
     * @param state as in the record
     * @param added as in the record
     * @param notBefore as in the record
     * @param sealUntil as in the record
     * @param openUntil as in the record
     * @param topics as in the record
     * @param senders as in the record
     */
    public KeyDescription {
        topics = List.copyOf(topics);
        senders = List.copyOf(senders);
    }

    static KeyDescription of(KeyEntry key) {
        KeyTerms terms = key.terms();
        return new KeyDescription(
                terms.id().toString(),
                switch (terms.scheme().form()) {
                    case DERIVED -> Form.DERIVED;
                    case DIRECT -> Form.DIRECT;
                    case CBC -> Form.CBC;
                },
                terms.scheme().algorithmName(),
                switch (terms.state()) {
                    case ADDED -> State.ADDED;
                    case PRIMARY -> State.PRIMARY;
                    case RETIRED -> State.RETIRED;
                },
                terms.times().added(),
                terms.times().notBefore(),
                terms.times().sealUntil(),
                terms.times().openUntil(),
                terms.scope().topics(),
                terms.scope().senders());
    }

    /** What a key is used for; each key for one thing only. */
    public enum Form {
        /** Keys for each session are derived from it: the envelopes of L2. */
        DERIVED,
        /** Used as it is, for COSE_Encrypt0 of other programs; says nothing of freshness. */
        DIRECT,
        /** For AES-CBC, which authenticates nothing. */
        CBC
    }

    /** Where a key is in its life. */
    public enum State {
        /** Opens, and does not seal yet, while it spreads to all that are to open with it. */
        ADDED,
        /** Seals and opens. */
        PRIMARY,
        /** Opens only. */
        RETIRED
    }
}
