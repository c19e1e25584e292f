package dev.gradus.payload.aead;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Provider;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds providers in native code that happen to be there. Stateless. */
public final class NativeProviders {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String CONSCRYPT = "org.conscrypt.Conscrypt";

    private NativeProviders() {}

    /** The first that is there and gives the known answer for AES-GCM. */
    public static Optional<Provider> find() {
        return Stream.of(corretto(), conscrypt())
                .flatMap(Optional::stream)
                .filter(NativeProviders::works)
                .findFirst();
    }

    static Optional<Provider> corretto() {
        return provided(() -> {
            Class<?> type = Class.forName(CORRETTO);
            return MethodHandles.publicLookup().findStaticGetter(type, "INSTANCE", type);
        });
    }

    static Optional<Provider> conscrypt() {
        return provided(() -> {
            Class<?> type = Class.forName(CONSCRYPT);
            return MethodHandles.publicLookup().findStatic(type, "newProvider", MethodType.methodType(Provider.class));
        });
    }

    private static boolean works(Provider provider) {
        try {
            return KnownAnswer.holds(Algorithm.A128GCM, AeadFactory.of(provider));
        } catch (RuntimeException | LinkageError e) { // Its native code is not for this machine.
            return false;
        }
    }

    private static Optional<Provider> provided(Lookup lookup) {
        try {
            return Optional.of((Provider) lookup.find().invoke());
        } catch (Throwable e) { // What is not there, or can't be loaded here, is not to be had.
            return Optional.empty();
        }
    }

    /** Finds what gives a provider. */
    @FunctionalInterface
    private interface Lookup {
        MethodHandle find() throws ReflectiveOperationException;
    }
}
