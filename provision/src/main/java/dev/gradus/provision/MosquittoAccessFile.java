package dev.gradus.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code acl_file} of a mosquitto: what nobody may do but those it names. Immutable.
 *
 * <p>A user is who the broker says it is: from its password, its certificate or its pre-shared key.
 */
public final class MosquittoAccessFile {

    private final List<String> lines;

    private MosquittoAccessFile(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Each user may publish and subscribe below a topic of its own name, such as {@code gh7/temperature}, and nowhere
     * else.
     *
     * @return the rules
     */
    public static MosquittoAccessFile ownTopics() {
        return new MosquittoAccessFile(
                List.of("# A user may publish and subscribe below a topic of its own name.", "pattern readwrite %u/#"));
    }

    /**
     * Everybody may publish and subscribe everywhere, for a broker that doesn't know who connects.
     *
     * @return the rules
     */
    public static MosquittoAccessFile openToAll() {
        return new MosquittoAccessFile(List.of(
                "# This broker does not know who connects, so everybody may use every topic.", "topic readwrite #"));
    }

    /**
     * The same rules, and a user who may subscribe to all topics.
     *
     * @param user the user's name, 1 to 64 letters, figures, {@code .}, {@code _} and {@code -}, a letter or a figure
     *     first
     * @return new rules
     * @throws IllegalArgumentException if the name has another form
     */
    public MosquittoAccessFile reader(String user) {
        Names.requireClientName(user, Names.MAX_COMMON_NAME);
        List<String> more = new ArrayList<>(lines);
        more.add("user " + user);
        more.add("topic read #");
        return new MosquittoAccessFile(List.copyOf(more));
    }

    /**
     * The text of the file.
     *
     * @return the lines, each with a line feed
     */
    public String render() {
        return String.join("\n", lines) + "\n";
    }

    /**
     * Writes the file, readable by its owner alone: later versions of mosquitto refuse files that others can read.
     *
     * @param file the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written, or the file system can't restrict a file to its owner
     */
    public void write(Path file) throws IOException {
        NewFile.ownerOnly(file, render().getBytes(StandardCharsets.UTF_8));
    }
}
