package dev.guestkit.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Which jar may see which, asked where all of them are on the class path. */
@AnalyzeClasses(packages = "dev.guestkit", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule transportsSeeWhatIsMadeForThem = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.guestkit.worker",
                    "dev.guestkit.worker.internal..",
                    "dev.guestkit.handlers..",
                    "dev.guestkit.appliance..",
                    "dev.guestkit.guestfacts..",
                    "dev.guestkit.http..",
                    "dev.guestkit.app..");

    @ArchTest
    static final ArchRule transportsDoNotSeeEachOther = SlicesRuleDefinition.slices()
            .matching("dev.guestkit.transport.(*)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theServerStandsBeforeAnyTransportAndAnyHandler = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.guestkit.worker.internal..",
                    "dev.guestkit.transport.file..",
                    "dev.guestkit.handlers..",
                    "dev.guestkit.appliance..",
                    "dev.guestkit.guestfacts..",
                    "dev.guestkit.app..");

    @ArchTest
    static final ArchRule handlersSeeOnlyTheSpi = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.handlers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.guestkit.worker",
                    "dev.guestkit.worker.internal..",
                    "dev.guestkit.worker.store..",
                    "dev.guestkit.transport..",
                    "dev.guestkit.http..",
                    "dev.guestkit.app..");

    @ArchTest
    static final ArchRule factsOfGuestsDependOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.guestfacts..")
            .should()
            .dependOnClassesThat(ours("dev.guestkit.guestfacts"));

    @ArchTest
    static final ArchRule theApplianceDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.appliance..")
            .should()
            .dependOnClassesThat(ours("dev.guestkit.appliance"));

    @ArchTest
    static final ArchRule whatRunsInTheChildDependsOnTheJdkAlone = noClasses()
            .that()
            .resideInAPackage("dev.guestkit.appliance.child..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.guestkit.appliance.child..", "java..", "org.jspecify..");

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> ours(
            String but) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "ours outside of " + but,
                type -> type.getPackageName().startsWith("dev.guestkit")
                        && !type.getPackageName().startsWith(but));
    }
}
