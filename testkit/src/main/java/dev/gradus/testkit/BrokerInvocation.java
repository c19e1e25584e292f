package dev.gradus.testkit;

import java.util.List;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * One run of a test, on one broker. Immutable.
 *
 * @param target the broker
 */
record BrokerInvocation(TestBroker.Target target) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
        return target.kind().toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(new TestBrokerParameter(target, target.kind()::isInstalled));
    }
}
