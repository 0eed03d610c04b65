package org.restante.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.ForceTime;

/**
 * The page that a Prometheus server scrapes: the meters of the broker and of the JVM. Any thread may use it.
 *
 * <p>The trap: a histogram in Micrometer must count by itself. The log counts its forces already, so their histogram is registered with
 * the Prometheus client directly.
 */
final class PrometheusPage implements AutoCloseable {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final RestanteMetrics metrics;

    PrometheusPage(RestanteMetrics metrics) {
        this.metrics = metrics;
        registry.config().meterFilter(MeterFilter.denyNameStartsWith(BrokerMeters.FORCE));
        metrics.bindTo(registry);
        Collector forces = this::forces;
        registry.getPrometheusRegistry().register(forces);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    /** The page in text format, with a new sample. */
    String text() {
        metrics.sampler().take();
        return registry.scrape();
    }

    private HistogramSnapshot forces() {
        BrokerInfo info = metrics.sampler().current().info();
        List<ForceTime> times = info == null ? List.of() : info.log().forces();
        HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder()
                .name("restante_log_force_seconds")
                .help("Duration of forces (fsync) of the log");
        if (info != null && !times.isEmpty()) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (ForceTime time : times) {
                buckets.bucket(
                        time.mostNanos() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : time.mostNanos() / NANOS,
                        time.count());
            }
            snapshot.dataPoint(HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets.build())
                    .sum(info.log().forcedNanos() / NANOS)
                    .build());
        }
        return snapshot.build();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
