package dev.guestkit.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.guestkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theSpiKnowsNothingOfTheEngine = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.worker.spi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.guestkit.worker.internal..", "dev.guestkit.worker.store..", "dev.guestkit.worker");

    @ArchTest
    static final ArchRule whatTransportsShareKnowsNothingOfTheEngine = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.worker.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.guestkit.worker.internal..", "dev.guestkit.worker");

    @ArchTest
    static final ArchRule theInMemoryTransportIsATransportLikeAnyOther = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.worker.internal.memory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.guestkit.worker.internal", "dev.guestkit.worker.internal.system..");

    @ArchTest
    static final ArchRule theEngineKnowsNoTransport = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.worker.internal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.guestkit.worker.internal.memory..", "dev.guestkit.worker.store..");

    @ArchTest
    static final ArchRule handlersSeeOnlyTheSpi = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.worker.internal.system..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.guestkit.worker.internal", "dev.guestkit.worker", "dev.guestkit.worker.store..");

    @ArchTest
    static final ArchRule micrometerIsTouchedByOneClassOnly = noClasses()
            .that()
            .haveNameNotMatching(".*MicrometerMetrics.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule nobodyWritesToTheConsole =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule nobodySleepsExitsOrHooks = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "addShutdownHook", Thread.class);

    @ArchTest
    static final ArchRule locksNotMonitors = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal();
}
