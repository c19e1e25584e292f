package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.spi.ReplayStore;
import java.security.Provider;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects how payloads are sealed and opened. Each option is given once, in any order. For one thread. */
public final class PayloadEncryptionBuilder {

    private static final int MAX_PAD_BYTES = 65_536;

    private final Function<Environment, Rings> rings;
    private final Set<String> given = new HashSet<>();
    private final Set<SenderId> expectAll = new HashSet<>();
    private @Nullable SenderId sender;
    private @Nullable Provider provider;
    private @Nullable ReplayStore store;
    private String receiver = "receiver";
    private boolean group;
    private boolean acceptWithinGroup;
    private boolean acceptOwn;
    private boolean previous;
    private int segmentBytes;
    private int padTo;
    private int capacity = ReplayOptions.MAX_SENDERS;
    private Limits limits = Limits.ofDefaults();
    private UnaryOperator<TopicName> sealedTopic = UnaryOperator.identity();
    private Consumer<Gap> onGap = gap -> {};

    PayloadEncryptionBuilder(Function<Environment, Rings> rings) {
        this.rings = rings;
    }

    /**
     * The name to seal under, in place of the client id.
     *
     * @param name 1 to 32 bytes in UTF-8, the same after each start and of no other sender under the keys
     * @return this
     * @throws IllegalArgumentException if the name is empty, longer or no well-formed Unicode
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder senderId(String name) {
        once("senderId");
        sender = SenderId.ofText("given name", name);
        return this;
    }

    /**
     * Where to keep what was taken of each sender, which is needed to open. A store in memory forgets it when the process
     * ends: each message of the last 8 days can then be taken once more.
     *
     * @param where such as {@link ReplayStore#inMemory()}; stays the caller's
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder replay(ReplayStore where) {
        once("replay");
        store = where;
        return this;
    }

    /**
     * The receiver's name in a store that has several, one process's own. Two receivers that are both to take each
     * message have a name each.
     *
     * @param name not empty, the same after each start; "receiver" by default
     * @return this
     * @throws IllegalArgumentException if it is empty
     * @throws IllegalStateException if it or {@link #receiverGroup} was given before
     */
    public PayloadEncryptionBuilder receiver(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a receiver has a name, found an empty one");
        }
        once("receiver");
        receiver = name;
        return this;
    }

    /**
     * The name of a group of processes that take each message once together, over one store ({@code $share}). Gaps are not
     * reported then.
     *
     * @param name as in {@link #receiver}
     * @return this
     * @throws IllegalArgumentException if it is empty
     * @throws IllegalStateException if it or {@link #receiver} was given before
     */
    public PayloadEncryptionBuilder receiverGroup(String name) {
        receiver(name);
        group = true;
        return this;
    }

    /**
     * Lets a group share a subscription without a common store: the broker, or who can publish to it, may then have each
     * message taken once by each member.
     *
     * @return this
     */
    public PayloadEncryptionBuilder acceptReplayWithinGroup() {
        acceptWithinGroup = true;
        return this;
    }

    /**
     * How many senders are known of each key, and how many topics with retained messages. A new sender above that is
     * refused.
     *
     * @param senders 1 or more; 100,000 by default
     * @return this
     * @throws IllegalArgumentException if it is less
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder capacity(int senders) {
        inRange("the number of senders", senders, 1, Integer.MAX_VALUE);
        once("capacity");
        capacity = senders;
        return this;
    }

    /**
     * Takes messages that were sealed by this client's own name too, which come back from a broker to a client that
     * publishes where it subscribes.
     *
     * @return this
     */
    public PayloadEncryptionBuilder acceptOwn() {
        acceptOwn = true;
        return this;
    }

    /**
     * Seals longer payloads in segments of this size, so that a receiver with little memory can open them.
     *
     * @param sizeBytes 256 to 65,520, a multiple of 16; by default payloads are sealed as a whole if the algorithm can
     * @return this
     * @throws IllegalArgumentException if the size is another
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder segments(int sizeBytes) {
        if (!Segments.sizeAllowed(sizeBytes)) {
            throw new IllegalArgumentException(
                    "a segment has 256 to 65,520 bytes, a multiple of 16, found " + sizeBytes);
        }
        once("segments");
        segmentBytes = sizeBytes;
        return this;
    }

    /**
     * Hides how long payloads are: each is filled up to a multiple of a size, by 1 byte at least.
     *
     * @param multipleBytes 2 to 65,536; not filled up by default
     * @return this
     * @throws IllegalArgumentException if the size is another
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder padTo(int multipleBytes) {
        inRange("the multiple to pad to", multipleBytes, 2, MAX_PAD_BYTES);
        once("padTo");
        padTo = multipleBytes;
        return this;
    }

    /**
     * Says with each message which one came before on its topic, so that a receiver can tell a gap on that topic alone;
     * costs 9 to 18 bytes a message.
     *
     * @return this
     */
    public PayloadEncryptionBuilder announcePrevious() {
        previous = true;
        return this;
    }

    /**
     * How much is taken.
     *
     * @param most judged before anything is allocated; by default {@link Limits#ofDefaults()}
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder limits(Limits most) {
        once("limits");
        limits = most;
        return this;
    }

    /**
     * The topic that a message was sealed for, where it arrives on another one, as behind a bridge that adds a prefix.
     *
     * @param mapping a total function without side effects; the topic itself by default
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder sealedTopic(UnaryOperator<TopicName> mapping) {
        once("sealedTopic");
        sealedTopic = mapping;
        return this;
    }

    /**
     * Senders of which this receiver gets every message: an unseen number that is left behind is reported as a gap. Calls
     * add up.
     *
     * @param senderIds 1 to 32 bytes each in UTF-8
     * @return this
     * @throws IllegalArgumentException if one is no sender id
     */
    public PayloadEncryptionBuilder expectAll(String... senderIds) {
        for (String id : senderIds) {
            expectAll.add(SenderId.ofText("given sender", id));
        }
        return this;
    }

    /**
     * Is told of missing messages, on the thread that opens.
     *
     * @param listener must not wait and not throw; gaps are not told by default
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder onGap(Consumer<Gap> listener) {
        once("onGap");
        onGap = listener;
        return this;
    }

    /**
     * The provider of all ciphers, such as {@link NativeCrypto#find()} gives. It is tried with known answers at
     * {@link #build()}; what it lacks is not taken from another.
     *
     * @param ciphers an instance, which need not be registered; by default the Java platform's, and Bouncy Castle for
     *     AES-CCM
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public PayloadEncryptionBuilder provider(Provider ciphers) {
        once("provider");
        provider = ciphers;
        return this;
    }

    /**
     * Reads the keys and tries their ciphers.
     *
     * @return the strategy
     * @throws dev.gradus.security.SecureMqttException if the keys can't be read ({@code SECRET_UNAVAILABLE}), or an
     *     algorithm of theirs gives wrong answers or none ({@code UNSUPPORTED})
     * @throws IllegalArgumentException if the keys are malformed
     */
    public PayloadEncryption build() {
        return build(Environment.system());
    }

    PayloadEncryption build(Environment environment) {
        AeadFactory aeads = provider == null ? AeadFactory.system() : AeadFactory.of(provider);
        ReplayOptions replay = new ReplayOptions(store, receiver, group, acceptWithinGroup, capacity);
        Keys keys = new Keys(rings.apply(environment), aeads, replay, environment);
        keys.probe();
        return new PayloadEncryption(new Parts(
                keys,
                new SealOptions(segmentBytes, padTo, false, previous),
                new OpenOptions(limits, acceptOwn, sealedTopic, group ? Set.of() : Set.copyOf(expectAll), onGap),
                replay,
                Optional.ofNullable(sender)));
    }

    private void once(String option) {
        if (!given.add(option)) {
            throw new IllegalStateException(option + " was given already: give it once");
        }
    }

    private static void inRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + ", found " + value);
        }
    }

    /** What a strategy is made of. */
    record Parts(
            Keys keys, SealOptions sealing, OpenOptions opening, ReplayOptions replay, Optional<SenderId> sender) {}
}
