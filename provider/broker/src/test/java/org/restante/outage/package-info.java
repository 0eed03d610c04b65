/** Links that are lost, under load: by a proxy that cuts them, and by servers that are killed. */
package org.restante.outage;
