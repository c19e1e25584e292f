package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.broker.RecordingProxy;
import dev.gradus.client.BrokerAddress;
import dev.gradus.message.Qos;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Bytes on the publisher's wire, both ways. Counted in a pass of its own, through a proxy that would spoil a timed run,
 * and only for a broker on this machine: elsewhere the certificate is not for the proxy. For one thread.
 */
final class WireBytes {

    /** Few, as the proxy keeps what it sees, and enough that the TLS records' sizes average out. */
    private static final int COUNTED = 20;

    /** Where the proxy listens, whatever it forwards to. */
    private static final String PROXY = "127.0.0.1";

    private final Qos qos;
    private final Map<String, Double> perMessage = new HashMap<>();

    WireBytes(Qos qos) {
        this.qos = qos;
    }

    /** What a run sends, to the nearest byte; 0 if it can't be counted. */
    long of(BenchLevel level, Cell cell) throws InterruptedException, ExecutionException {
        String key = level.label() + " " + cell.messageBytes();
        Double counted = perMessage.get(key);
        if (counted == null) {
            counted = isHere(level.broker()) ? count(level, cell) : 0;
            perMessage.put(key, counted);
        }
        return Math.round(counted * cell.messages());
    }

    private double count(BenchLevel level, Cell cell) throws InterruptedException, ExecutionException {
        BrokerAddress broker = level.broker();
        try (RecordingProxy proxy = RecordingProxy.start(broker.host(), broker.port());
                Pair pair = Pair.connect(level, new BrokerAddress(broker.secure(), broker.host(), proxy.port()), qos)) {
            long before = proxy.wireBytes();
            pair.run(new Cell(cell.chunkCount(), COUNTED), 0);
            return (proxy.wireBytes() - before) / (double) COUNTED;
        }
    }

    private static boolean isHere(BrokerAddress broker) {
        try {
            return PROXY.equals(InetAddress.getByName(broker.host()).getHostAddress());
        } catch (UnknownHostException e) {
            return false; // Connecting will say it better.
        }
    }
}
