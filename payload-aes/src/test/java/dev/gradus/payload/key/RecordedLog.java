package dev.gradus.payload.key;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs, until closed. */
final class RecordedLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new ArrayList<>();

    private RecordedLog(Logger logger) {
        this.logger = logger;
    }

    static RecordedLog of(Class<?> type) {
        RecordedLog log = new RecordedLog(Logger.getLogger(type.getName()));
        log.logger.setUseParentHandlers(false);
        log.logger.addHandler(log);
        return log;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
