package dev.guestkit.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
    static final ArchRule noSynchronizedBlocksEither = noClasses().should(new ArchCondition<>("enter a monitor") {
        @Override
        public void check(JavaClass one, ConditionEvents events) {
            events.add(new SimpleConditionEvent(one, entersAMonitor(one), one.getName() + " has a synchronized block"));
        }
    });

    @ArchTest
    static final ArchRule staticFieldsAreFinal =
            fields().that().areStatic().should().beFinal();

    /** A final collection can change all the same: none is made that could, where classes are initialised. */
    @ArchTest
    static final ArchRule staticCollectionsAreImmutable = noClasses().should(new ArchCondition<>("keep what changes") {
        @Override
        public void check(JavaClass one, ConditionEvents events) {
            boolean made = one.getStaticInitializer()
                    .map(initializer -> initializer.getConstructorCallsFromSelf().stream()
                            .anyMatch(call -> canChange(call.getTargetOwner())))
                    .orElse(false);
            events.add(new SimpleConditionEvent(one, made, one.getName() + " makes something static that can change"));
        }
    });

    private static boolean canChange(JavaClass type) {
        return Stream.of(Collection.class, Map.class, ThreadLocal.class, Number.class, Lock.class, StringBuilder.class)
                        .anyMatch(type::isAssignableTo)
                && !type.isEquivalentTo(BigDecimal.class)
                && !type.isEquivalentTo(BigInteger.class);
    }

    private static boolean entersAMonitor(JavaClass one) {
        AtomicBoolean found = new AtomicBoolean();
        try (InputStream bytes = one.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(bytes).accept(new MonitorFinder(found), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.get();
    }

    private static final class MonitorFinder extends ClassVisitor {
        private final AtomicBoolean found;

        MonitorFinder(AtomicBoolean found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.MONITORENTER) {
                        found.set(true);
                    }
                }
            };
        }
    }

    /** The two rules above can fail. */
    @Test
    void aBlockAndAStaticMapWouldBeSeen() {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
        assertThatThrownBy(() -> noSynchronizedBlocksEither.check(planted)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> staticCollectionsAreImmutable.check(planted)).isInstanceOf(AssertionError.class);
    }

    private static final class Planted {
        private static final Map<String, String> CHANGES = new HashMap<>();

        String get(String key) {
            synchronized (CHANGES) {
                return CHANGES.getOrDefault(key, "");
            }
        }
    }
}
