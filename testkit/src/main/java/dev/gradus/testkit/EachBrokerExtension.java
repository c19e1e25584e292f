package dev.gradus.testkit;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives a test that bears {@link EachBroker} an invocation for each broker. */
final class EachBrokerExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), EachBroker.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        EachBroker annotation = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), EachBroker.class)
                .orElseThrow();
        return Arrays.stream(BrokerKind.values())
                .map(kind -> new BrokerInvocation(new TestBroker.Target(kind, annotation.value())));
    }
}
