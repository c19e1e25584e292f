package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileWriterTest {

    @TempDir
    private Path folder;

    private final KeyRing ring = Keys.ring(1, Keys.key("01", KeyState.PRIMARY));
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void create_newFile_isForOwnerOnlyAndAlone() throws IOException {
        KeyFileWriter.create(file, ring);

        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(names()).containsExactly("keys.json");
        assertThat(new KeyFile(file).load().entries()).isEqualTo(ring.entries());
    }

    @Test
    void create_existingFile_isRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(file, "mine");

        assertUnavailable(() -> KeyFileWriter.create(file, ring), "exists", "another name");

        assertThat(file).hasContent("mine");
        assertThat(names()).containsExactly("keys.json");
    }

    @Test
    void create_danglingLink_isRefused() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("elsewhere"));

        assertUnavailable(() -> KeyFileWriter.create(file, ring), "exists");
        assertThat(names()).containsExactly("keys.json");
    }

    @Test
    void create_missingFolder_isRefused() {
        assertUnavailable(
                () -> KeyFileWriter.create(folder.resolve("none/keys.json"), ring), "could not be written", "none");
    }

    @Test
    void create_closedRing_isRefusedAndLeavesNothing() throws IOException {
        ring.close();

        assertThatIllegalStateException().isThrownBy(() -> KeyFileWriter.create(file, ring));
        assertThat(names()).isEmpty();
    }

    @Test
    void create_moreThanAFileHolds_isRefused() throws IOException {
        List<Tombstone> many = IntStream.range(0, 12_000)
                .mapToObj(i -> new Tombstone(Keys.id(String.format("%08x", i)), Keys.NOW))
                .toList();
        KeyRing large = KeyRing.owning(1, List.of(), many);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFileWriter.create(file, large))
                .withMessageContainingAll("1048576 bytes", "several keysets");
        assertThat(names()).isEmpty();
    }

    @Test
    void replace_edit_takesThePlace() throws IOException {
        KeyFileWriter.create(file, ring);
        KeyRing edited = KeyRingEdit.of(ring).add(Keys.key("02", KeyState.ADDED));

        KeyFileWriter.replace(file, edited, 1);

        assertThat(new KeyFile(file).load().entries()).isEqualTo(edited.entries());
        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(names()).containsExactlyInAnyOrder("keys.json", ".keys.json.lock");
        assertThat(Files.size(folder.resolve(".keys.json.lock"))).isZero();
    }

    @Test
    void replace_link_keepsItAndReplacesWhatItLeadsTo() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("keys.json");
        KeyFileWriter.create(real, ring);
        Files.createSymbolicLink(file, real);

        KeyFileWriter.replace(file, KeyRingEdit.of(ring).retire(Keys.id("01")), 1);

        assertThat(file).isSymbolicLink();
        assertThat(new KeyFile(real).load().generation()).isEqualTo(2);
    }

    @Test
    void replace_otherGenerationThere_isRefused() throws IOException {
        KeyFileWriter.create(file, KeyRingEdit.of(ring).add(Keys.key("02", KeyState.ADDED)));
        byte[] before = Files.readAllBytes(file);

        assertUnavailable(
                () -> KeyFileWriter.replace(file, KeyRingEdit.of(ring).add(Keys.key("03", KeyState.ADDED)), 1),
                "started from, 1, found generation 2",
                "make the edit again");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void replace_noLaterGeneration_isRefused() {
        KeyFileWriter.create(file, ring);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFileWriter.replace(file, ring, 1))
                .withMessageContaining("there is nothing to replace");
    }

    @Test
    void replace_keysetThatForgetsKeys_isRefused() {
        KeyRing there = KeyRing.owning(
                1,
                List.of(Keys.key("0a", KeyState.PRIMARY), Keys.key("01", KeyState.RETIRED)),
                List.of(new Tombstone(Keys.id("0b"), Keys.NOW)));
        KeyFileWriter.create(file, there);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KeyFileWriter.replace(file, KeyRingEdit.of(ring).retire(Keys.id("01")), 1))
                .withMessageContaining("does not know [0a, 0b]");
        KeyFileWriter.replace(file, KeyRingEdit.of(there).destroy(Keys.id("0a"), Keys.NOW), 1);
    }

    @Test
    void replace_coseKeySet_isRefused() throws IOException {
        KeyFileWriter.create(file, ring);
        Files.write(file, CoseKeySetWriter.write(ring, Keys.NOW, List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFileWriter.replace(file, ring, 0))
                .withMessageContainingAll("COSE_KeySet", "new file");
    }

    @Test
    void replace_malformedOrMissingFile_isRefused() throws IOException {
        assertUnavailable(() -> KeyFileWriter.replace(file, ring, 1), "could not be written", "keys.json");

        KeyFileWriter.create(file, ring);
        Files.writeString(file, "");
        assertThatIllegalArgumentException().isThrownBy(() -> KeyFileWriter.replace(file, ring, 1));
    }

    @Test
    void replace_othersHaveAccess_isRefused() throws IOException {
        KeyFileWriter.create(file, ring);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertUnavailable(
                () -> KeyFileWriter.replace(file, KeyRingEdit.of(ring).retire(Keys.id("01")), 1), "chmod 600");
        assertThat(permissions()).isEqualTo("rw-r--r--");
    }

    @Test
    void replace_groupReads_stillDoes() throws IOException {
        KeyFileWriter.create(file, ring);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        GroupPrincipal before = otherGroup();

        KeyFileWriter.replace(file, KeyRingEdit.of(ring).retire(Keys.id("01")), 1);

        assertThat(permissions()).isEqualTo("rw-r-----");
        assertThat(Files.readAttributes(file, PosixFileAttributes.class).group())
                .isEqualTo(before);
    }

    @Test
    void replace_lockIsALink_isRefused() throws IOException {
        KeyFileWriter.create(file, ring);
        Files.createSymbolicLink(folder.resolve(".keys.json.lock"), folder.resolve("elsewhere"));

        assertUnavailable(() -> KeyFileWriter.replace(file, KeyRingEdit.of(ring).retire(Keys.id("01")), 1), "written");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    /** Only root may give a file to any group; all others stay with their own. */
    private GroupPrincipal otherGroup() throws IOException {
        GroupPrincipal other =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("12345");
        try {
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(other);
        } catch (IOException e) {
            assumeTrue(false, "needs to run as root");
        }
        return other;
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void assertUnavailable(ThrowingCallable action, String... parts) {
        assertThatThrownBy(action)
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll(parts)
                .extracting(e -> ((SecureMqttException) e).reason())
                .isEqualTo(Reason.SECRET_UNAVAILABLE);
    }
}
