package org.restante.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scraped page of metrics.
 *
 * @param values the values by name and labels, for instance {@code restante_messages_total{state="queued"}}
 * @param families the names of the metric families that the page declares
 */
record Scrape(Map<String, Double> values, TreeSet<String> families) {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{(?:[a-zA-Z_]+=\"(?:[^\"\\\\]|\\\\.)*\",?)*})?) (\\S+)");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static HttpResponse<String> get(InetSocketAddress at, String path) {
        URI uri = URI.create("http://127.0.0.1:" + at.getPort() + path);
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Scrape of(InetSocketAddress at) {
        HttpResponse<String> response = get(at, "/metrics");
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return parse(response.body());
    }

    private static Scrape parse(String text) {
        Map<String, Double> values = new HashMap<>();
        TreeSet<String> families = new TreeSet<>();
        for (String line : text.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (line.startsWith("# TYPE ")) {
                families.add(line.split(" ")[2]);
            } else if (sample.matches()) {
                String number = sample.group(2).replace("+Inf", "Infinity");
                values.put(sample.group(1), Double.valueOf(number));
            } else if (!line.startsWith("# HELP ")) {
                throw new IllegalStateException("not a line of the text format: " + line);
            }
        }
        return new Scrape(values, families);
    }

    double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new AssertionError("there is no " + name + " among " + new TreeSet<>(values.keySet()));
        }
        return value;
    }
}
