// The main flow through the generated types: account to PDF and comparison. Run by its test.
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Statement = components["schemas"]["ValueStatementInput"];

const [address, key, file] = process.argv.slice(2);
const body: Statement = JSON.parse(readFileSync(file!, "utf-8"));
const api = createClient<paths>({
  baseUrl: address!,
  headers: { Authorization: `Bearer ${key}` },
});

function given<T>(answer: { data?: T; error?: { detail: string } }): T {
  if (answer.data === undefined) throw new Error(answer.error?.detail ?? "nothing was answered");
  return answer.data;
}

const account = given(
  await api.POST("/v1/accounts", {
    params: { header: { "Idempotency-Key": "flow" } },
    body: { name: "Company A" },
  }),
);
const opportunity = given(
  await api.POST("/v1/opportunities", { body: { account_id: account.id, name: "A deal" } }),
);
const statement = given(
  await api.POST("/v1/statements", {
    body: { opportunity_id: opportunity.id, statement: body },
  }),
);
const path = { statement_id: statement.id };
const versions = "/v1/statements/{statement_id}/versions";
const draft = "/v1/statements/{statement_id}/draft";
const first = given(await api.POST(versions, { params: { path }, body: { label: "First" } }));

const read = given(await api.GET(draft, { params: { path } }));
const change = {
  params: { path, query: { if_match: read.etag } },
  body: { ...body, discount_rate: "0.12" },
};
const saved = given(await api.PUT(draft, change));
const stale = await api.PUT(draft, change);

const second = given(await api.POST(versions, { params: { path }, body: {} }));
const printed = await api.GET(
  "/v1/statements/{statement_id}/versions/{version_number}/document.pdf",
  { params: { path: { ...path, version_number: 2 } }, parseAs: "arrayBuffer" },
);
const comparison = given(
  await api.GET("/v1/statements/{statement_id}/comparison", {
    params: { path, query: { from: 1, to: "draft" } },
  }),
);
const unknown = await api.GET("/v1/accounts/{account_id}", {
  params: { path: { account_id: "acc_unknown" } },
});

console.log(
  JSON.stringify({
    versions: [first.version_number, second.version_number],
    label: first.label,
    value: saved.result?.value,
    stale: stale.error?.code,
    unknown: unknown.error?.code,
    document: Buffer.from(given(printed) as unknown as ArrayBuffer).toString("latin1", 0, 5),
    differences: comparison.differences.length,
  }),
);
