package dev.gradus.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Which package may see which, over all modules. */
@AnalyzeClasses(packages = "dev.gradus", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_MAKE_NO_RING =
            slices().matching("(dev.gradus..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CORE_NEEDS_NOTHING = classes()
            .that()
            .resideInAnyPackage(
                    "dev.gradus",
                    "dev.gradus.client",
                    "dev.gradus.engine",
                    "dev.gradus.internal",
                    "dev.gradus.message",
                    "dev.gradus.password",
                    "dev.gradus.security",
                    "dev.gradus.spi")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gradus",
                    "dev.gradus.client",
                    "dev.gradus.engine",
                    "dev.gradus.internal",
                    "dev.gradus.message",
                    "dev.gradus.password",
                    "dev.gradus.security",
                    "dev.gradus.spi",
                    "java..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule PAYLOAD_ENCRYPTION_IS_USABLE_WITH_ANY_CLIENT = classes()
            .that()
            .resideInAPackage("dev.gradus.payload..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gradus.payload..",
                    "dev.gradus.message",
                    "dev.gradus.security",
                    "dev.gradus.spi",
                    "java..",
                    "javax.crypto..",
                    "com.google.gson..",
                    "org.bouncycastle..",
                    "org.crac",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule PAYLOAD_ENCRYPTION_STARTS_NO_THREAD = noClasses()
            .that()
            .resideInAPackage("dev.gradus.payload..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executor.class);

    @ArchTest
    static final ArchRule STRATEGIES_SEE_NO_OTHER_STRATEGY = slices().matching(
                    "dev.gradus.(payload|tls|password|mqtt|esp32)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule THE_API_SEES_NO_STRATEGY = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.gradus",
                    "dev.gradus.client",
                    "dev.gradus.engine",
                    "dev.gradus.message",
                    "dev.gradus.security",
                    "dev.gradus.spi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gradus.password..",
                    "dev.gradus.payload..",
                    "dev.gradus.tls..",
                    "dev.gradus.mqtt..",
                    "dev.gradus.esp32..");

    @ArchTest
    static final ArchRule PAHO_STAYS_IN_ITS_ADAPTER = noClasses()
            .that()
            // What is measured beside Paho alone needs Paho alone.
            .resideOutsideOfPackages("dev.gradus.mqtt.paho", "dev.gradus.benchmarks.bulk")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule GUAVA_STAYS_WHERE_IT_SAVES_CODE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gradus.esp32..", "dev.gradus.cli..", "dev.gradus.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.common..");

    @ArchTest
    static final ArchRule THE_ENGINE_IS_FOR_THE_ROOT_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gradus", "dev.gradus.engine")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.gradus.engine");

    @ArchTest
    static final ArchRule FOREIGN_TYPES_STAY_INSIDE = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(areExported())
            .should(not(haveForeignTypes()));

    @ArchTest
    static final ArchRule PUBLIC_TYPES_ARE_CLOSED = classes()
            .that(areExported())
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotRecords()
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(new ArchCondition<>("be in a null-marked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getName() + " of " + type.getPackageName()));
                }
            });

    @ArchTest
    static final ArchRule LIBRARIES_DO_NOT_PRINT = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gradus.cli..", "dev.gradus.examples..", "dev.gradus.benchmarks..")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule NO_LOGGING_OF_THE_OLD_KIND = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule NO_GENERIC_EXCEPTIONS = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    private static DescribedPredicate<JavaClass> areExported() {
        return DescribedPredicate.describe(
                "are public and of an exported package",
                type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && Set.of(
                                        "dev.gradus",
                                        "dev.gradus.broker",
                                        "dev.gradus.client",
                                        "dev.gradus.message",
                                        "dev.gradus.password",
                                        "dev.gradus.payload",
                                        "dev.gradus.provision",
                                        "dev.gradus.security",
                                        "dev.gradus.spi",
                                        "dev.gradus.tls",
                                        "dev.gradus.esp32")
                                .contains(type.getPackageName()));
    }

    private static ArchCondition<JavaMethod> haveForeignTypes() {
        return new ArchCondition<>("have a type of another library in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean foreign = Stream.concat(
                                method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .map(JavaClass::getPackageName)
                        .anyMatch(name -> name.startsWith("org.eclipse.paho")
                                || name.startsWith("com.google")
                                || name.startsWith("org.bouncycastle")
                                || name.startsWith("io.netty"));
                events.add(new SimpleConditionEvent(method, foreign, method.getFullName()));
            }
        };
    }
}
