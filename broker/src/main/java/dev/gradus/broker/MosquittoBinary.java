package dev.gradus.broker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the program mosquitto, which most packages put where the PATH of an ordinary user doesn't lead. */
final class MosquittoBinary {

    static final List<String> USUAL_PLACES = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin");

    private MosquittoBinary() {}

    static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return find(Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), USUAL_PLACES.stream()));
    }

    static Optional<Path> find(Stream<String> directories) {
        return directories
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "mosquitto"))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
