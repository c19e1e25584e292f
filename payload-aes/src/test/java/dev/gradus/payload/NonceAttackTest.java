package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.aead.DerivedValues;
import dev.gradus.payload.aead.KeyDerivation;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.MessageName;
import dev.gradus.security.Attributes;
import dev.gradus.spi.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody waits until a derived key meets a nonce again, which would give the payloads and the key of the tags away. */
class NonceAttackTest {

    private static final int STARTS = 3;
    private static final int MESSAGES_OF_START = 150_000;
    private static final int MESSAGES_OF_PROCESS = 50_000;
    private static final int MILLION = 1_000_000;

    /** What an MQTT packet can hold, with its tags. */
    private static final long LARGEST = 251_000_000;

    @TempDir
    private Path folder;

    private final UsedNonces used = new UsedNonces();

    /**
     * All at once under one key and one sender id: two strategies that are made anew several times, and two processes, one
     * of them in a copy of the other's folder.
     */
    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void seal_millionMessagesByFourAtOnce_neverRepeatsKeyWithNonce() throws Exception {
        Path original = Files.createDirectory(folder.resolve("original"));
        Example.keyset().write(original.resolve(SealingProcess.KEYS));
        take(SealingProcess.start(original, SealingProcess.SESSIONS));
        Path copy = copied(original);

        List<Process> processes = List.of(
                SealingProcess.start(original, MESSAGES_OF_PROCESS), SealingProcess.start(copy, MESSAGES_OF_PROCESS));
        sealOnThreads(original.resolve(SealingProcess.KEYS), 2);
        for (Process process : processes) {
            take(process);
        }

        assertThat(used.count()).isGreaterThanOrEqualTo(MILLION);
        assertThat(used.sessions()).isGreaterThanOrEqualTo(3 * SealingProcess.SESSIONS + 2 * STARTS);
        assertThat(filesOf(original)).containsExactly(SealingProcess.KEYS);
    }

    /** Segments have a key of their own, and each has its place in its nonce. */
    @Test
    void seal_segments_neverRepeatKeyWithNonce() {
        Set<String> pairs = new HashSet<>();
        int count = 5;
        try (DerivedValues values = new DerivedValues(
                new KeyDerivation(new byte[] {1}, Example.material()),
                Algorithm.A128GCM,
                Example.context().encode())) {
            for (int number = 0; number < 300; number++) {
                pairs.add(pair(values.key(false), values.nonce(number)));
                values.nonces(number, count).forEach(nonce -> pairs.add(pair(values.key(true), nonce)));
                pairs.add(pair(values.key(true), values.nonces(number, 1).get(0)));
            }
        }

        assertThat(pairs).hasSize(300 * (count + 2));
    }

    @Test
    void seal_underTwoKeys_eachHasSessionsAndNumbersOfItsOwn() {
        Keyset keyset = Example.keyset()
                .add(NewKey.derived("A128GCM")
                        .id("02")
                        .topics(TopicFilter.of("alarm/+"))
                        .build());
        EnvelopeSession sender = PayloadEncryption.with(keyset).session(Example.SENDER, Role.PUBLISHER);

        for (int number = 0; number < 10; number++) {
            MessageName one = name(sender.seal(Example.TOPIC, new byte[1]));
            MessageName other = name(sender.seal(TopicName.of("alarm/7"), new byte[1]));

            assertThat(one.number()).isEqualTo(number);
            assertThat(other.number()).isEqualTo(number);
            assertThat(other.keyId()).isNotEqualTo(one.keyId());
            assertThat(other.context()).isNotEqualTo(one.context());
        }
    }

    /** Streams are begun and not written to: what they announced counts against the key all the same. */
    @Test
    void sealInto_moreThanOneKeyMaySeal_beginsSessionWithoutError() throws Exception {
        EnvelopeSession sender = PayloadEncryption.builder(Example.keyset())
                .segments(256)
                .build()
                .session(Example.SENDER, Role.PUBLISHER);
        long blocksOfOne = LARGEST / 16 + LARGEST / 256 * 16;
        long most = SealingSession.MAX_BLOCKS / blocksOfOne;
        Set<String> sessions = new HashSet<>();

        for (long i = 0; i <= most; i++) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            sender.sealInto(head, Example.TOPIC, LARGEST, Attributes.live());
            MessageName name = EnvelopeParser.parseHead(head.toByteArray()).name();
            sessions.add(HexFormat.of().formatHex(name.context()));
        }
        assertThat(sessions).hasSize(2);
    }

    private static MessageName name(byte[] envelope) {
        return Forgery.parsed(envelope).name();
    }

    private void sealOnThreads(Path keys, int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            Callable<Integer> sender = () -> sealWithRestarts(keys);
            for (Future<Integer> done :
                    threads.invokeAll(Stream.generate(() -> sender).limit(count).toList())) {
                assertThat(done.get()).isEqualTo(STARTS * MESSAGES_OF_START);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int sealWithRestarts(Path keys) {
        int sealed = 0;
        for (int start = 0; start < STARTS; start++) {
            try (PayloadEncryption strategy =
                    PayloadEncryption.builder(KeysetFile.at(keys)).build()) {
                EnvelopeSession sender = strategy.session(Example.SENDER, Role.PUBLISHER);
                for (int i = 0; i < MESSAGES_OF_START; i++) {
                    used.use(sender.seal(Example.TOPIC, new byte[1]));
                    sealed++;
                }
            }
        }
        return sealed;
    }

    private void take(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        for (String line : said.lines().toList()) {
            int space = line.indexOf(' ');
            byte[] context = HexFormat.of().parseHex(line.substring(0, space));
            long count = Long.parseLong(line.substring(space + 1));
            for (long number = 0; number < count; number++) {
                used.use(context, number);
            }
        }
    }

    /** With all that the first process left there. */
    private Path copied(Path original) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String name : filesOf(original)) {
            Files.copy(original.resolve(name), copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String pair(byte[] key, byte[] nonce) {
        return HexFormat.of().formatHex(key) + HexFormat.of().formatHex(nonce);
    }
}
