package dev.gradus.benchmarks.bulk;

import dev.gradus.benchmarks.matrix.Machine;
import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.MosquittoBroker;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.ServerCertificateRequest;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The publisher's processor time at L3, against Paho with a bare socket factory. */
@Command(
        name = "bulk",
        description = "Measures what publishing over TLS at QoS 1 costs the publisher's processor, beside Paho with a"
                + " bare SSLSocketFactory on the same mosquitto, which has to be installed. Both in turn, in one run.",
        mixinStandardHelpOptions = true)
public final class BulkCommand implements Callable<Integer> {

    private static final double LOW = 25;
    private static final double MIDDLE = 50;
    private static final double HIGH = 75;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int LEAST_ROUNDS = 2;

    /** So much a round, and no fewer than {@link #LEAST_MESSAGES} and no more than {@link #MOST_MESSAGES} messages. */
    private static final int BYTES = 16_000_000;

    private static final int LEAST_MESSAGES = 100;
    private static final int MOST_MESSAGES = 5_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "15", description = "how often each; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            description = "rounds before, so that the JVM has compiled; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "32,256,8000,160000",
            description = "bytes of a payload; default ${DEFAULT-VALUE}")
    private List<Integer> sizes = List.of();

    /** For the command line. */
    public BulkCommand() {}

    @Override
    public Integer call() throws Exception {
        if (rounds < LEAST_ROUNDS || warmUp < 1 || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("rounds are " + LEAST_ROUNDS
                    + " or more, warm-up and sizes 1 or more, found " + rounds + ", " + warmUp + " and " + sizes);
        }
        CertificateAuthority authority = CertificateAuthority.create("Gradus benchmark");
        Path folder = Files.createTempDirectory("gradus-bench-");
        Path ca = folder.resolve("ca.crt");
        authority.writeCertificate(ca);
        BrokerSettings settings =
                BrokerSettings.plain().tls(authority.issueServer(ServerCertificateRequest.forNames("localhost")));
        try (MosquittoBroker broker = MosquittoBroker.start(settings);
                Publisher gradus = GradusPublisher.connect(broker.address(), ca);
                Publisher paho = PahoPublisher.connect(broker.host(), broker.port(), ca)) {
            head(broker);
            for (int size : sizes) {
                measure(size, gradus, paho);
            }
        } finally {
            Files.delete(ca);
            Files.delete(folder);
        }
        return ExitCode.DONE;
    }

    private void head(MosquittoBroker broker) {
        Machine machine = Machine.here();
        print("Mosquitto " + broker.version() + " beside it, " + machine.cpuModel() + ", " + machine.cpus()
                + " processors, " + machine.os() + ", Java " + machine.javaVersion() + "; TLS 1.3, " + rounds
                + " rounds after " + warmUp + " to warm up.\n\n"
                + "| bytes | messages | Gradus, µs CPU | Paho, µs CPU | ratio | quartiles |\n"
                + "|---:|---:|---:|---:|---:|---|\n");
    }

    private void measure(int size, Publisher gradus, Publisher paho) throws Exception {
        byte[] payload = new byte[size];
        new SplittableRandom(size).nextBytes(payload);
        int messages = Math.max(LEAST_MESSAGES, Math.min(MOST_MESSAGES, BYTES / size));
        for (int round = 0; round < warmUp; round++) {
            gradus.publish(payload, messages);
            paho.publish(payload, messages);
        }
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            ours[round] = first ? micros(gradus, payload, messages) : 0;
            theirs[round] = micros(paho, payload, messages);
            ours[round] = first ? ours[round] : micros(gradus, payload, messages);
            ratios[round] = ours[round] / theirs[round];
        }
        print(String.format(
                Locale.ROOT,
                "| %,d | %,d | %.1f | %.1f | %.2f | %.2f-%.2f |%n",
                size,
                messages,
                StatUtils.percentile(ours, MIDDLE),
                StatUtils.percentile(theirs, MIDDLE),
                StatUtils.percentile(ratios, MIDDLE),
                StatUtils.percentile(ratios, LOW),
                StatUtils.percentile(ratios, HIGH)));
    }

    /** Of the whole process, whose other client has nothing to do but a ping. */
    private static double micros(Publisher publisher, byte[] payload, int messages) throws Exception {
        long start = cpuNanos();
        publisher.publish(payload, messages);
        return (cpuNanos() - start) / NANOS_PER_MICRO / messages;
    }

    private static long cpuNanos() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return system.getProcessCpuTime();
        }
        throw new IllegalStateException("a JVM that tells its processor time was expected, found "
                + System.getProperty("java.vm.name") + ": run on OpenJDK");
    }

    private void print(String text) {
        PrintWriter console = spec.commandLine().getOut();
        console.print(text);
        console.flush();
    }
}
