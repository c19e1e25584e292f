package dev.gradus.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands over the broker that this JVM has of a kind and a security, and starts it if there is none. The store at the
 * root of all tests owns it, and closes it after the last.
 */
final class TestBrokerParameter implements BeforeEachCallback, ParameterResolver {

    private static final Namespace BROKERS = Namespace.create(TestBroker.class);

    private final TestBroker.Target target;
    private final BooleanSupplier installed;

    TestBrokerParameter(TestBroker.Target target, BooleanSupplier installed) {
        this.target = target;
        this.installed = installed;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        assumeTrue(
                installed.getAsBoolean(),
                () -> target.kind() + " is not installed on this machine: install it to run this test on it too");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(BROKERS).getOrComputeIfAbsent(target, TestBroker::start);
    }
}
