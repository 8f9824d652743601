// The judges that have no program of their own: `node tools.mjs WHAT ARGUMENTS`, answers with a JSON list of complaints.
import fs from 'node:fs';

const judges = {
  // Google's evaluator: one policy a line on standard input. 'self' always reads MEDIUM_MAYBE, which is no complaint.
  async csp() {
    const { CspEvaluator } = await import('csp_evaluator');
    const { CspParser } = await import('csp_evaluator/dist/parser.js');
    const { Severity } = await import('csp_evaluator/dist/finding.js');
    return fs.readFileSync(0, 'utf8').split('\n').filter(Boolean).flatMap((policy) =>
      new CspEvaluator(new CspParser(policy).csp).evaluate()
        .filter((finding) => finding.severity < Severity.MEDIUM_MAYBE)
        .map((finding) => `${finding.directive} ${finding.value ?? ''}: ${finding.description}`));
  },

  // Google's rules for rich results, as far as it has them: ImageObject, BreadcrumbList, Organization; no articles.
  async markup(...files) {
    const { default: Validator } = await import('@adobe/structured-data-validator');
    const { default: Extractor } = await import('@marbec/web-auto-extractor');
    const complaints = [];
    for (const file of files) {
      const found = new Extractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] })
        .parse(fs.readFileSync(file, 'utf8'));
      const issues = await new Validator().validate(found);
      for (const error of found.errors ?? []) complaints.push(`${file}: ${error.message ?? error}`);
      for (const issue of issues.filter((each) => each.severity === 'ERROR'))
        complaints.push(`${file}: ${issue.path.map((step) => step.type).join(' > ')}: ${issue.issueMessage}`);
    }
    return complaints;
  },

  async pa11y(...urls) {
    const { default: pa11y } = await import('pa11y');
    const { default: puppeteer } = await import('puppeteer');
    const args = JSON.parse(process.env.CHROME_FLAGS);
    const browser = await puppeteer.launch({ executablePath: process.env.CHROME_PATH, args });
    const complaints = [];
    try {
      for (const url of urls) {
        const { issues } = await pa11y(url, { browser, runners: ['axe', 'htmlcs'], standard: 'WCAG2AA' });
        for (const issue of issues)
          complaints.push(`${url} ${issue.selector}: ${issue.message.slice(0, 160)} (${issue.code})`);
      }
    } finally {
      await browser.close();
    }
    return complaints;
  },
};

const [what, ...rest] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await judges[what](...rest)));
