package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The HTML page and the JUnit files, with text that is hard to write. */
class ReportsTest {

    private final RunReport report = SampleRun.report();
    private final String html = HtmlReport.of(report);

    @TempDir
    private Path folder;

    @Test
    void pageNeedsNothingFromElsewhereAndHasNoScript() {
        assertFalse(html.contains("http"), "the page names an address");
        assertFalse(html.contains("<script"), "the page has a script");
        assertFalse(html.contains("@import") || html.contains("url("), "the style loads something");
    }

    @Test
    void textOfFailuresIsEscapedAndHalfASurrogatePairReplaced() {
        assertTrue(html.contains("&lt;b&gt;bold&lt;/b&gt; &amp; &quot;half&quot; \uFFFD \uFFFD"), html);
        assertTrue(html.contains("A &lt;provider&gt; 1.0"), html);
        assertFalse(html.contains("<b>bold"), html);
    }

    @Test
    void pageHasEachTestWithSentenceSectionResultAndTheTotals() {
        assertTrue(html.contains("<td class=\"what\">fails with markup"), html);
        assertTrue(html.contains("<td class=\"what\">needs a restart and a kill"), html);
        assertTrue(html.contains("<td class=\"section\">7.3, API: Session</td>"), html);
        assertTrue(html.contains("<li class=\"passed\"><b>2</b> passed</li>"), html);
        assertTrue(html.contains("<li class=\"failed\"><b>3</b> failed</li>"), html);
        assertTrue(html.contains("<li class=\"known\"><b>2</b> known deviation</li>"), html);
        assertTrue(html.contains("<li class=\"absent\"><b>1</b> not offered</li>"), html);
        assertTrue(html.contains("<p class=\"note\">does it otherwise</p>"), html);
        assertTrue(html.contains("<code>KILL</code>: 1 test</li>"), html);
        assertTrue(html.contains("1970-01-01 00:00 UTC, 1 min 15 s"), html);
    }

    @Test
    void eachLinkLeadsToAPlaceOnThePage() {
        List<String> missing = new ArrayList<>();
        var links = Pattern.compile("href=\"#([^\"]*)\"").matcher(html);
        while (links.find()) {
            if (!html.contains("id=\"" + links.group(1) + "\"")) {
                missing.add(links.group(1));
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void junitFileIsXmlWithTheCountsAndTheResults() throws Exception {
        Files.writeString(folder.resolve("TEST-of.an.EarlierRun.xml"), "<testsuite/>");
        ReportFolder.open(folder);
        JunitReport.write(report, folder);
        Path file = folder.resolve("TEST-" + SampleSuite.class.getName() + ".xml");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        Element suite = parse(Files.readString(file)).getDocumentElement();
        assertEquals("8", suite.getAttribute("tests"));
        assertEquals("3", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("skipped"));
        assertEquals(8, suite.getElementsByTagName("testcase").getLength());
        NodeList failures = suite.getElementsByTagName("failure");
        assertEquals(3, failures.getLength());
        assertTrue(all(failures).stream().anyMatch(text -> text.contains("<b>bold</b> & \"half\" \uFFFD")));
        Element skipped = (Element) suite.getElementsByTagName("skipped").item(0);
        assertEquals("not offered: RESTART, KILL", skipped.getAttribute("message"));
    }

    @Test
    void failureOutsideOfTestsIsAFailureOfAJunitFileOfItsOwn() throws Exception {
        JunitReport.write(SampleRun.report(Map.of("SampleSuite.passesForAll", "x")), folder);
        Element suite = parse(Files.readString(folder.resolve("TEST-outside-of-tests.xml")))
                .getDocumentElement();
        assertEquals("1", suite.getAttribute("failures"));
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertTrue(failure.getAttribute("message").contains("SampleSuite.passesForAll passes, but"));
    }

    @Test
    void linesOfAStackTraceFromWindowsEndInALineFeed() {
        assertEquals("one\ntwo\uFFFDthree", Markup.escape("one\r\ntwo\rthree"));
    }

    @Test
    void lineForTheTerminalHasNoControlCharacters() {
        Verdict failed = report.verdicts().stream()
                .filter(verdict -> verdict.line().contains("failsWithMarkup"))
                .findFirst()
                .orElseThrow();
        assertTrue(failed.headline().endsWith("<b>bold</b> & \"half\" ? ?"), failed.headline());
        assertEquals("a b c?[2J \uD83D\uDE00", PlainText.line(" a\tb\r\nc\u001B[2J \uD83D\uDE00\n"));
    }

    private static List<String> all(NodeList nodes) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
