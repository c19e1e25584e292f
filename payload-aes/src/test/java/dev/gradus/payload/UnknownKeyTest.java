package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two messages under a key that has just come are opened at one time, and only one of them may have it read. */
class UnknownKeyTest {

    private static final int WHEN_RELOAD_IS_ASKED_FOR = 2;

    @TempDir
    private Path folder;

    private final List<Opened> meanwhile = new ArrayList<>();
    private Runnable other = () -> {};
    private int asked;
    private EnvelopeSession sender;
    private EnvelopeSession receiver;

    @BeforeEach
    void addKey() {
        Path file = folder.resolve("keys.json");
        Keyset before = Example.keyset();
        before.write(file);
        receiver = PayloadEncryption.builder(KeysetFile.at(file))
                .replay(ReplayStore.inMemory())
                .build(new Environment(() -> Example.TIME, this::nanos, new SecureRandom()))
                .session("", Role.SUBSCRIBER);
        Keyset after = before.add(NewKey.derived("A128GCM").id("02").build()).promoteImmediately("02");
        after.replace(file);
        sender = Example.strategy(after, Example.insecureEnvironment()).session("gh-7", Role.PUBLISHER);
    }

    /** Between looking for the key and asking for it to be read, another thread has it read. */
    @Test
    void open_otherThreadHasJustReadTheKey_isOpened() {
        byte[] one = sender.seal(Example.TOPIC, Example.PLAINTEXT);
        byte[] two = sender.seal(Example.TOPIC, Example.PLAINTEXT);
        asked = 0;
        other = () -> meanwhile.add(receiver.open(Example.TOPIC, one));

        Opened opened = receiver.open(Example.TOPIC, two);

        assertThat(meanwhile).extracting(Opened::outcome).containsExactly(Outcome.FRESH);
        assertThat(opened.outcome()).isEqualTo(Outcome.FRESH);
    }

    private long nanos() {
        asked++;
        if (asked == WHEN_RELOAD_IS_ASKED_FOR) {
            other.run();
        }
        return 0;
    }
}
