package dev.gradus.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Changes one record of one direction. */
final class Tampering implements TamperingProxy.Tamper {

    private static final int LARGEST = 0xFFFF;
    private static final int MANY = 100_000;
    private static final byte[] NOTHING = {};

    private final boolean server;
    private final int at;
    private final Change change;
    private volatile boolean done;
    private volatile boolean meaningless;
    private volatile boolean data;
    private byte[] late = NOTHING;

    /** What is done to the record. */
    enum Change {
        /** One bit of its last byte is flipped. */
        FLIP,
        /** One bit of its type is flipped. */
        FLIP_TYPE,
        TWICE,
        DROP,
        /** Sent after the next one. */
        LATE,
        /** Its first half alone, and then the connection ends. */
        HALF,
        /** Said to have 65,535 bytes, and filled up to these. */
        OVERSIZED,
        /** After 100,000 empty ones of its type. */
        AFTER_EMPTY_ONES
    }

    Tampering(boolean server, int at, Change change) {
        this.server = server;
        this.at = at;
        this.change = change;
    }

    /** Whether there was such a record. */
    boolean isDone() {
        return done;
    }

    boolean isRepeating() {
        return change == Change.TWICE;
    }

    /** Whether the record, which may be the one with the answer, came twice. */
    boolean isRepeatedData() {
        return data && isRepeating();
    }

    /** Whether empty records went to the server, whose JDK reads past them in time: what it answers is right then. */
    boolean isServersMatter() {
        return !server && change == Change.AFTER_EMPTY_ONES;
    }

    /** Whether the record means nothing in TLS 1.3, where it may be missing and repeated (RFC 8446 appendix D.4). */
    boolean isMeaninglessInTls13() {
        return meaningless && Set.of(Change.TWICE, Change.DROP, Change.LATE).contains(change);
    }

    @Override
    public List<byte[]> change(boolean fromServer, int index, TlsRecord record) {
        if (fromServer != server || index < at) {
            return List.of(record.bytes());
        }
        if (index > at) {
            byte[] after = late;
            late = NOTHING;
            return after.length == 0 ? List.of(record.bytes()) : List.of(record.bytes(), after);
        }
        meaningless = record.isChangeCipherSpec();
        data = record.isApplicationData();
        done = true;
        return changed(record.bytes());
    }

    private List<byte[]> changed(byte[] record) {
        return switch (change) {
            case FLIP -> List.of(flipped(record, record.length - 1));
            case FLIP_TYPE -> List.of(flipped(record, 0));
            case TWICE -> List.of(record, record);
            case DROP -> List.of();
            case LATE -> {
                late = record;
                yield List.of();
            }
            case HALF -> List.of(Arrays.copyOf(record, record.length / 2), TamperingProxy.CUT);
            case OVERSIZED -> List.of(withLength(Arrays.copyOf(record, TlsRecord.HEADER_BYTES + LARGEST), LARGEST));
            case AFTER_EMPTY_ONES -> {
                byte[] empty = withLength(Arrays.copyOf(record, TlsRecord.HEADER_BYTES), 0);
                yield List.of(TlsRecord.repeated(empty, MANY), record);
            }
        };
    }

    private static byte[] flipped(byte[] record, int at) {
        byte[] flipped = record.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private static byte[] withLength(byte[] record, int length) {
        return ByteBuffer.wrap(record).putShort(3, (short) length).array();
    }

    @Override
    public String toString() {
        return change + " of record " + at + " of the " + (server ? "server" : "client");
    }
}
