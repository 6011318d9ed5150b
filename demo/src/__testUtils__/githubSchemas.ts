import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

interface OpenApi {
  webhooks: Record<
    string,
    {
      post: {
        requestBody: { content: { 'application/json': { schema: object } } };
      };
    }
  >;
  components: { schemas: Record<string, object> };
}

const ROOT = 'github';

/** GitHub's OpenAPI description of its webhooks, to hold payloads against. */
export class GithubSchemas {
  private readonly ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strict: false,
  });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly webhooks: OpenApi['webhooks'];

  constructor(text: string) {
    const document: OpenApi = JSON.parse(text);
    this.webhooks = document.webhooks;
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: ROOT, ...document });
  }

  /** What does not fit, each with its place; empty when all does. */
  defects(event: string, payload: { action?: string }): string[] {
    const validate = this.validatorOf(event, payload.action);
    return validate(payload)
      ? []
      : validate.errors!.map(
          ({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
  }

  private validatorOf(event: string, action?: string): ValidateFunction {
    const name = [event, ...(action ? [action] : [])]
      .join('-')
      .replace(/_/g, '-');
    if (!this.webhooks[name]) {
      throw new Error(`GitHub describes no webhook ${name}`);
    }
    const known = this.validators.get(name);
    const validate =
      known ??
      this.ajv.compile({
        $ref: `${ROOT}#/webhooks/${name}/post/requestBody/content/application~1json/schema`,
      });
    this.validators.set(name, validate);
    return validate;
  }
}
