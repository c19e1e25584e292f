package dev.gradus.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the archive was built with. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Gradus.class.getPackage().getImplementationVersion())
                .orElse("(not from an archive)");
        return new String[] {"gradus " + version, "Java " + Runtime.version()};
    }
}
