package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.security.Opened;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Several threads that seal as one sender, and several that open as one receiver. They do so in batches, so that no thread
 * that has to wait for a processor falls behind by more than the replay window: a batch ends when all of it was opened.
 */
final class Traffic implements AutoCloseable {

    private static final int SEALERS = 4;
    private static final int OPENERS = 2;
    private static final int MESSAGES_OF_SEALER = 50;
    private static final Message END = new Message(TopicName.of("end"), new byte[0]);

    private final EnvelopeSession sender;
    private final EnvelopeSession receiver;
    private final List<TopicName> topics;
    private final ExecutorService threads = Executors.newFixedThreadPool(SEALERS + OPENERS);
    private final BlockingQueue<Message> underway = new LinkedBlockingQueue<>();
    private final CyclicBarrier batch = new CyclicBarrier(SEALERS, this::endBatch);
    private final Semaphore done = new Semaphore(0);
    private final AtomicLong sealed = new AtomicLong();
    private final Set<Long> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Future<Void>> sealing;
    private final List<Future<Void>> opening;

    /** The keys of each batch that ended; guarded by this. */
    private final List<Set<String>> batches = new ArrayList<>();

    private volatile boolean stopping;
    private volatile boolean stopped;

    Traffic(EnvelopeSession sender, EnvelopeSession receiver, TopicName... topics) {
        this.sender = sender;
        this.receiver = receiver;
        this.topics = List.of(topics);
        this.sealing = started(SEALERS, this::seal);
        this.opening = started(OPENERS, this::open);
    }

    /**
     * Waits until every thread has sealed or opened under what it found after this call, and one batch more.
     *
     * @return the keys of that batch
     */
    synchronized Set<String> keysWhenSettled() throws InterruptedException {
        // The first may have begun before; in the second the change is found; in the third it holds for all.
        int third = batches.size() + 2;
        while (batches.size() <= third) {
            wait();
        }
        return batches.get(third);
    }

    /** Ends after the batch that is on its way. */
    void stop() throws Exception {
        stopping = true;
        for (Future<Void> one : sealing) {
            one.get();
        }
        for (int i = 0; i < OPENERS; i++) {
            underway.add(END);
        }
        for (Future<Void> one : opening) {
            one.get();
        }
    }

    long sealed() {
        return sealed.get();
    }

    long opened() {
        return opened.size();
    }

    /** What was not sealed, not opened, or opened twice. */
    Collection<String> failures() {
        return failures;
    }

    private List<Future<Void>> started(int count, Callable<Void> task) {
        return Stream.generate(() -> threads.submit(task)).limit(count).toList();
    }

    private Void seal() throws Exception {
        while (!stopped) {
            for (int i = 0; i < MESSAGES_OF_SEALER; i++) {
                seal(sealed.getAndIncrement());
            }
            batch.await();
        }
        return null;
    }

    private void seal(long id) {
        TopicName topic = topics.get((int) (id % topics.size()));
        try {
            underway.add(new Message(
                    topic,
                    sender.seal(
                            topic, ByteBuffer.allocate(Long.BYTES).putLong(id).array())));
        } catch (RuntimeException e) {
            failures.add("sealing " + e);
            done.release();
        }
    }

    private Void open() throws Exception {
        for (Message message = underway.take(); message != END; message = underway.take()) {
            try {
                take(receiver.open(message.topic(), message.envelope()));
            } catch (RuntimeException e) {
                failures.add("opening " + e);
            } finally {
                done.release();
            }
        }
        return null;
    }

    private void take(Opened result) {
        if (result instanceof Opened.Accepted accepted) {
            accepted.claim().commit();
            keys.add(accepted.provenance().keyId());
            if (!opened.add(ByteBuffer.wrap(accepted.plaintext()).getLong())) {
                failures.add("opened twice");
            }
        } else {
            failures.add(result.toString());
        }
    }

    private void endBatch() {
        done.acquireUninterruptibly(SEALERS * MESSAGES_OF_SEALER);
        stopped = stopping;
        synchronized (this) {
            batches.add(new TreeSet<>(keys));
            notifyAll();
        }
        keys.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Message {

        private final TopicName topic;
        private final byte[] envelope;

        Message(TopicName topic, byte[] envelope) {
            this.topic = topic;
            this.envelope = envelope;
        }

        TopicName topic() {
            return topic;
        }

        byte[] envelope() {
            return envelope;
        }
    }
}
