package dev.gradus.cli.spi;

/** What the command line ends with. */
public final class ExitCode {

    /** All is done. */
    public static final int DONE = 0;

    /** Something failed: network, file, a check. */
    public static final int FAILED = 1;

    /** The call is wrong: an option, a setting, a value. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
