package dev.gradus.benchmarks.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The computer and the JVM of a measurement. Immutable and thread-safe.
 *
 * @param javaVersion version of the JDK, such as {@code 17.0.15+6}
 * @param javaVm name of the virtual machine
 * @param os name, version and architecture of the operating system
 * @param cpus processors that the JVM may use, at least 1
 * @param cpuModel name of the processor, empty if the system does not tell
 */
public record Machine(String javaVersion, String javaVm, String os, int cpus, String cpuModel) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Machine {
        if (cpus < 1) {
            throw new IllegalArgumentException("cpus is at least 1, found " + cpus + ": count the processors");
        }
    }

    /**
     * The machine that this runs on.
     *
     * @return what the JVM and, on Linux, {@code /proc/cpuinfo} say
     */
    public static Machine here() {
        return here(CPU_INFO);
    }

    static Machine here(Path cpuInfo) {
        return new Machine(
                Runtime.version().toString(),
                System.getProperty("java.vm.name", "unknown"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                cpuModel(cpuInfo));
    }

    private static String cpuModel(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException noSuchFile) {
            // Not Linux: the report goes without it.
            return "";
        }
    }
}
