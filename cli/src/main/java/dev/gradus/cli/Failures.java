package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line for the user; the stack trace only with {@code --verbose}. */
final class Failures {

    private Failures() {}

    static int wrongCall(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println(line.getCommandName() + ": " + oneLine(e) + " (see --help)");
        return ExitCode.USAGE;
    }

    static int failed(Exception e, CommandLine line, ParseResult result) {
        Throwable cause = unwrapped(e);
        PrintWriter err = line.getErr();
        err.println(line.getCommandName() + ": " + oneLine(cause));
        if (isVerbose(line)) {
            cause.printStackTrace(err);
        }
        return cause instanceof IllegalArgumentException || cause instanceof IllegalStateException
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    private static String inWords(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        return e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    private static boolean isVerbose(CommandLine line) {
        OptionSpec verbose = line.getCommandSpec().findOption(Gradus.VERBOSE);
        return verbose != null && Boolean.TRUE.equals(verbose.getValue());
    }

    private static Throwable unwrapped(Throwable e) {
        boolean wraps = e instanceof CompletionException || e instanceof ExecutionException;
        return wraps && e.getCause() != null ? unwrapped(e.getCause()) : e;
    }

    private static String oneLine(Throwable e) {
        if (e instanceof FileSystemException file) {
            return "a file could not be read or written: " + file.getFile() + " (" + inWords(file) + ")";
        }
        String message = e.getMessage();
        String text = message == null ? e.toString() : message;
        return text.replaceAll("\\R+\\s*", " ");
    }
}
