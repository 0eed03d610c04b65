package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that no tool knows, over the sources of all modules. */
final class SourceRulesTest {
    private static final int MAX_LINES = 500;
    private static final Pattern FORBIDDEN_NAME = Pattern.compile(".*(Manager|Helper|Impl|Utils?)\\.java");
    private static final Pattern EMPTY_CATCH = Pattern.compile("catch\\s*\\([^)]*\\)\\s*\\{\\s*}");
    private static final Pattern SKIPPED = Pattern.compile("^\\s*@Disabled\\b", Pattern.MULTILINE);
    private static final Pattern ORDINAL = Pattern.compile("\\bordinal\\s*\\(|::ordinal\\b|\\bvalues\\(\\)\\s*\\[");
    /** The name of a variable that holds a failure. */
    private static final Pattern FAILURE = Pattern.compile("(?:Throwable|Exception|Error) (\\w+)[),]");

    private static final Pattern PACKAGE_INFO =
            Pattern.compile("/\\*\\*.*\\*/.*@NullMarked\\s+package ", Pattern.DOTALL);

    private static List<Source> sources = List.of();

    private record Source(Path path, String text) {
        static Source read(Path path) {
            try {
                return new Source(path, Files.readString(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String fileName() {
            return path.getFileName().toString();
        }

        boolean isModule() {
            return fileName().equals("module-info.java");
        }

        boolean isIn(String module) {
            return path.toString().replace('\\', '/').contains("/" + module + "/");
        }

        /** Main code of Restante; {@code com.example} has applications of users, who have no JSpecify. */
        boolean isMain() {
            String name = path.toString().replace('\\', '/');
            return name.contains("/src/main/java/") && !name.contains("/com/example/");
        }
    }

    @BeforeAll
    static void readAllSources() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        List<Source> read = new ArrayList<>();
        for (String module :
                List.of("provider", "integration", "shell", "examples", "conformance-tests", "benchmarks")) {
            try (Stream<Path> files = Files.walk(top.resolve(module))) {
                files.filter(SourceRulesTest::isSource).map(Source::read).forEach(read::add);
            }
        }
        sources = List.copyOf(read);
        assertFalse(sources.isEmpty(), "no sources were found under " + top);
    }

    private static boolean isSource(Path path) {
        return path.toString().endsWith(".java") && !path.toString().contains("target");
    }

    @Test
    void noFileHasMoreThanFiveHundredLines() {
        assertNone(source -> source.text().lines().count() > MAX_LINES, "is too long: split it by responsibility");
    }

    @Test
    void noNameSaysManagerHelperImplOrUtil() {
        assertNone(source -> FORBIDDEN_NAME.matcher(source.fileName()).matches(), "is named for no thing of the field");
    }

    @Test
    void everyPackageSaysItsResponsibilityAndIsNullMarked() {
        assertNone(
                source -> source.isMain() && !source.isModule() && !hasPackageInfo(source),
                "has no package-info.java beside it with a comment and @NullMarked");
    }

    @Test
    void noCatchIsEmpty() {
        assertNone(source -> EMPTY_CATCH.matcher(source.text()).find(), "has an empty catch: say why, or handle it");
    }

    @Test
    void noTestIsSkipped() {
        assertNone(source -> SKIPPED.matcher(source.text()).find(), "has a disabled test: mend it or remove it");
    }

    @Test
    void noMainCodeOfTheProviderUsesTheOrdinalOfAnEnumeration() {
        assertNone(
                source -> source.isMain()
                        && source.isIn("provider")
                        && ORDINAL.matcher(source.text()).find(),
                "uses the place of a value in its enumeration: give the values explicit codes");
    }

    /** Its text is for a user or an operator, and a failure as text begins with the name of its class. */
    @Test
    void noMainCodeOfTheProviderPutsAFailureIntoAText() {
        assertNone(
                source -> source.isMain() && source.isIn("provider") && hasFailureAsText(source.text()),
                "adds a failure to a text: add Reason.of(failure), or FileProblem.reason");
    }

    private static boolean hasFailureAsText(String text) {
        return FAILURE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .anyMatch(
                        name -> Pattern.compile("\\+ " + name + "(\\.toString\\(\\)|\\.getCause\\(\\))?(\\s*\\+|[;),])")
                                .matcher(text)
                                .find());
    }

    private static boolean hasPackageInfo(Source source) {
        Path info = source.path().resolveSibling("package-info.java");
        return Files.exists(info)
                && PACKAGE_INFO.matcher(Source.read(info).text()).find();
    }

    private static void assertNone(Predicate<Source> isWrong, String what) {
        List<Path> wrong = sources.stream().filter(isWrong).map(Source::path).toList();
        assertEquals(List.of(), wrong, what);
    }
}
