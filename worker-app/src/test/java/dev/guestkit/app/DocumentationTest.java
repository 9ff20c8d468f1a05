package dev.guestkit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.guestkit.app.config.ConfigLoader;
import dev.guestkit.app.config.Settings;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.handlers.InspectHandler;
import dev.guestkit.job.JobValidator;
import dev.guestkit.transport.file.FileTransportBuilder;
import dev.guestkit.worker.MemoryTransportBuilder;
import dev.guestkit.worker.WorkerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows is true. */
class DocumentationTest {
    @TempDir
    private Path classes;

    static List<MarkdownCode> javaBlocks() {
        return MarkdownCode.all("java");
    }

    static List<MarkdownCode> jsonBlocks() {
        return MarkdownCode.all("json").stream()
                .filter(b -> b.text().contains("\"payload\""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void everyJavaBlockCompiles(MarkdownCode block) {
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        List.of(source(block)))
                .call();
        assertThat(compiled).as("%s\n%s", block, said).isTrue();
    }

    @ParameterizedTest
    @MethodSource("jsonBlocks")
    void everyJobShownIsValid(MarkdownCode block) {
        var checked = JobValidator.standard().check(block.text().getBytes(StandardCharsets.UTF_8));
        assertThat(checked.report().errors()).as(block.toString()).isEmpty();
    }

    static List<MarkdownCode> yamlBlocks() {
        return MarkdownCode.all("yaml");
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void everyConfigurationShownIsValid(MarkdownCode block) throws Exception {
        Path file = Files.writeString(classes.resolve("shown.yaml"), block.text());
        Surroundings surroundings = new Surroundings(Map.of(), classes, classes, false, 100);

        assertThatCode(() -> ConfigLoader.load(surroundings, Optional.of(file.toString()), List.of()))
                .as(block.toString())
                .doesNotThrowAnyException();
    }

    /** Calls of the command on lines of their own and within text. */
    static List<String> commands() throws IOException {
        Pattern call = Pattern.compile("(?m)(?:^ {4}|`)(?:bin/)?guestkit ([^`\n]+)");
        List<String> found = new ArrayList<>();
        for (Path page : MarkdownCode.pages()) {
            call.matcher(Files.readString(page)).results().forEach(m -> found.add(m.group(1)));
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandShownIsOne(String command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Surroundings surroundings = new Surroundings(Map.of(), classes, classes, false, 100);

        assertThatCode(() -> Guestkit.commandLine(nowhere, nowhere, surroundings)
                        .parseArgs(command.replace("'", "").split(" ")))
                .doesNotThrowAnyException();
    }

    @Test
    void everySettingIsDocumentedAsItIs() throws Exception {
        String table = Settings.all().stream()
                .map(s -> "| `%s` | `%s` | %s | %s |"
                        .formatted(
                                s.key(),
                                s.variable(),
                                s.fallback().map(f -> "`" + f + "`").orElse("–"),
                                s.description()))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(MarkdownCode.projectRoot().resolve("docs/configuration.md")))
                .contains("| --- | --- | --- | --- |\n" + table + "\n\n");
    }

    static List<Class<?>> builders() {
        return List.of(
                WorkerBuilder.class,
                FileTransportBuilder.class,
                MemoryTransportBuilder.class,
                InspectHandler.Builder.class,
                LibguestfsEngine.Builder.class);
    }

    /** Every method that answers with the builder itself begins a row of a table. */
    @ParameterizedTest
    @MethodSource("builders")
    void everyOptionOfABuilderIsDocumented(Class<?> builder) throws IOException {
        String rows = Files.readAllLines(MarkdownCode.projectRoot().resolve("docs/configuration.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", 3)[1])
                .collect(Collectors.joining());
        assertThat(Arrays.stream(builder.getMethods())
                        .filter(method -> method.getReturnType() == builder)
                        .map(Method::getName))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(rows).containsPattern("`" + option + "[(`]"));
    }

    @Test
    void everyJarShownIsInTheBom() throws Exception {
        Path root = MarkdownCode.projectRoot();
        String bom = Files.readString(root.resolve("bom/pom.xml"));
        String readme = Files.readString(root.resolve("README.md"));
        var jars = java.util.regex.Pattern.compile("(?:<artifactId>|\\| `)(guestkit-[a-z-]+)")
                .matcher(readme)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(jars)
                .hasSizeGreaterThan(8)
                .allSatisfy(jar -> assertThat(bom).contains("<artifactId>" + jar + "</artifactId>"));
        var version = java.util.regex.Pattern.compile("<version>([^<]+)</version>");
        var ours = version.matcher(bom);
        assertThat(ours.find()).isTrue();
        assertThat(version.matcher(readme).results().map(m -> m.group(1)))
                .isNotEmpty()
                .containsOnly(ours.group(1));
    }

    @Test
    void everyLinkLeadsToAFile() throws Exception {
        Path root = MarkdownCode.projectRoot();
        var link = java.util.regex.Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#]+)");
        try (var files = Files.walk(root.resolve("docs"))) {
            var all = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                    .map(root::resolve),
                            files.filter(p -> p.toString().endsWith(".md")))
                    .toList();
            assertThat(all).hasSizeGreaterThan(10);
            for (Path file : all) {
                link.matcher(Files.readString(file))
                        .results()
                        .forEach(m -> assertThat(file.resolveSibling(m.group(1)))
                                .as("%s links to %s", root.relativize(file), m.group(1))
                                .exists());
            }
        }
    }

    /** A block that declares a type is a file; anything else is the body of a method, its imports lifted out. */
    private static JavaFileObject source(MarkdownCode block) {
        String imports =
                block.text().lines().filter(l -> l.startsWith("import ")).collect(Collectors.joining("\n", "", "\n"));
        String body = block.text().lines().filter(l -> !l.startsWith("import ")).collect(Collectors.joining("\n"));
        var type = java.util.regex.Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)")
                .matcher(body);
        String name = type.find() ? type.group(1) : "Snippet";
        String text = imports
                + (name.equals("Snippet") ? "class Snippet { void run() throws Exception {\n" + body + "\n} }" : body);
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
